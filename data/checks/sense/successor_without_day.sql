/*---
severity = "error"
since = "5"
message = "a successor code is given, but the plan does not name the day on which units changed; give it in the table of the plan, or leave this column empty"
---*/
SELECT _sheet, min(_row) AS _row, 'successor_code' AS column_name
FROM schools
WHERE successor_code IS NOT NULL
  AND (SELECT count(*) FROM plan) = 1 AND (SELECT max(units_from) FROM plan) IS NULL
GROUP BY _sheet
ORDER BY _sheet
