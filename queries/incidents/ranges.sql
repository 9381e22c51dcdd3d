/*---
question = "What is the range of each masked count of the district?"
answer = "one row per masked count and year of the plan, and one (year empty) for the chosen years together; most is empty without an upper bound; no row in the internal tier, where nothing is masked"
child = true
columns = [
  {name = "measure", kind = "id", title = "Table", required = true},
  {name = "part", kind = "id", title = "Part", required = true},
  {name = "year", like = "any_year"},
  {name = "least", kind = "count", title = "Least", required = true, privacy = "child"},
  {name = "most", kind = "count", title = "Most", privacy = "child", note = "Empty: there is no upper bound"},
]
---*/
SELECT
    CAST(NULL AS VARCHAR) AS measure, CAST(NULL AS VARCHAR) AS part, CAST(NULL AS INTEGER) AS year,
    CAST(NULL AS BIGINT) AS least, CAST(NULL AS BIGINT) AS most
WHERE false
ORDER BY measure, part, year
