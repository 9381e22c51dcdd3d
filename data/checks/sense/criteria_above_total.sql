/*---
severity = "error"
message = "{actual} criteria met are more than the {total} in all"
---*/
SELECT _sheet, _row, 'criteria_met' AS column_name, criteria_met AS actual, criteria_total AS total
FROM services
WHERE criteria_met > criteria_total
ORDER BY _sheet, _row
