/*---
answer = "the ranges that anybody can work out from the other answers"
district_only = true
---*/
SELECT measure, part, year, least, most
FROM cells
WHERE state = 'masked'
UNION ALL
SELECT
    measure, part, NULL, CAST(sum(least) AS BIGINT), CAST(CASE WHEN NOT bool_or(most IS NULL) THEN sum(most) END AS BIGINT)
FROM cells
WHERE len($years) = 0 OR list_contains($years, year)
GROUP BY measure, part
HAVING bool_or(state = 'masked')
ORDER BY measure, part, year NULLS LAST
