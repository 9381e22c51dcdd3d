/*---
severity = "warning"
message = "a requester is given but no moment of the request"
---*/
SELECT _sheet, _row, 'support_requested_at' AS column_name
FROM incidents
WHERE support_requested_by IS NOT NULL AND support_requested_at IS NULL
ORDER BY _sheet, _row
