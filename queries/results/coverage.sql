/*---
question = "How many schools in scope sent their yearly report, and which did not?"
answer = "one row per year: schools in scope, with a report received, and the names of those without"
child = false
columns = [
  "year",
  {name = "in_scope", kind = "count", title = "Expected"},
  "reported",
  {name = "missing", kind = "list", title = "Schools without a report"},
]
---*/
SELECT
    year,
    CAST(count(*) AS BIGINT) AS in_scope,
    CAST(count(*) FILTER (WHERE reported) AS BIGINT) AS reported,
    coalesce(list(name ORDER BY place) FILTER (WHERE NOT reported), []) AS missing
FROM school_years
WHERE in_scope
  AND (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
GROUP BY year
ORDER BY year
