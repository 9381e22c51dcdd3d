/*---
severity = "warning"
message = "there is a handling date but no form of handling"
---*/
SELECT _sheet, _row, 'handling' AS column_name
FROM violations
WHERE handled_on IS NOT NULL AND handling IS NULL
ORDER BY _sheet, _row
