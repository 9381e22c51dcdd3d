/*---
severity = "error"
message = "marked both as removed and as refused"
---*/
SELECT _sheet, _row, 'refused' AS column_name
FROM removals
WHERE removed_at IS NOT NULL AND refused
ORDER BY _sheet, _row
