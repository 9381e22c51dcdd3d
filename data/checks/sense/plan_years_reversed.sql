/*---
severity = "error"
since = "5"
message = "the last year {last} is earlier than the first year {first}"
---*/
SELECT _sheet, _row, 'last_year' AS column_name, last_year AS last, first_year AS first
FROM plan
WHERE last_year < first_year
ORDER BY _sheet, _row
