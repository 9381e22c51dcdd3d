/*---
severity = "error"
message = "there is a closing moment but no outcome"
---*/
SELECT _sheet, _row, 'outcome' AS column_name
FROM incidents
WHERE closed_at IS NOT NULL AND outcome IS NULL
ORDER BY _sheet, _row
