/*---
severity = "error"
since = "5"
message = "period {actual} lies outside the plan's years ({first}–{last}); change the first and last year in the table of the plan, or leave the period out"
---*/
WITH span AS (
    SELECT min(first_year) AS first_year, max(last_year) AS last_year
    FROM plan
    HAVING count(*) = 1 AND min(first_year) <= max(last_year)
)
SELECT
    -- All years after the plan's last one are one mistake.
    _sheet, min(_row) AS _row, 'year' AS column_name,
    CASE WHEN count(*) = 1 THEN '' || min(year) ELSE min(year) || '–' || max(year) END AS actual,
    min(first_year) AS first, min(last_year) AS last
FROM periods
CROSS JOIN span
WHERE year NOT BETWEEN first_year AND last_year
GROUP BY _sheet, year < first_year
ORDER BY _sheet, _row
