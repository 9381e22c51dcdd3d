/*---
severity = "error"
message = "a form of handling is given but no handling date"
---*/
SELECT _sheet, _row, 'handled_on' AS column_name
FROM violations
WHERE handling IS NOT NULL AND handled_on IS NULL
ORDER BY _sheet, _row
