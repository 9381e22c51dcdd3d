/*---
severity = "warning"
message = "support has started but no request is recorded; the case does not count as supported on request"
---*/
SELECT _sheet, _row, 'support_requested_at' AS column_name
FROM incidents
WHERE support_started_at IS NOT NULL AND support_requested_at IS NULL
ORDER BY _sheet, _row
