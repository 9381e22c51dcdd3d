/*---
question = "Between which numbers does each masked count of the whole district lie?"
answer = "one row per masked count and year of the plan, and one (year empty) for the chosen years together; most empty where there is no upper bound; no row in the internal tier, where nothing is masked"
child = true
---*/
SELECT
    CAST(NULL AS VARCHAR) AS measure, CAST(NULL AS VARCHAR) AS part, CAST(NULL AS INTEGER) AS year,
    CAST(NULL AS BIGINT) AS least, CAST(NULL AS BIGINT) AS most
WHERE false
ORDER BY measure, part, year
