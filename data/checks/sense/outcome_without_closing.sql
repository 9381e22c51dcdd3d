/*---
severity = "error"
message = "an outcome is given but no closing moment"
---*/
SELECT _sheet, _row, 'closed_at' AS column_name
FROM incidents
WHERE outcome IS NOT NULL AND closed_at IS NULL
ORDER BY _sheet, _row
