/*---
severity = "error"
since = "4"
message = "the report has a status but no day of receipt; write the day, or clear the status when it has not come"
---*/
SELECT _sheet, _row, 'submitted_on' AS column_name
FROM reports
WHERE status IS NOT NULL AND submitted_on IS NULL
ORDER BY _sheet, _row
