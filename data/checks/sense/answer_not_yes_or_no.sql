/*---
severity = "error"
message = "this item takes 1 (yes) or 0 (no) only, not {actual}"
---*/
SELECT _sheet, _row, 'value' AS column_name, value AS actual
FROM statements
WHERE item IN ('online_teaching_rule', 'accountability_rule', 'coordination_procedure', 'access_managed', 'counselling_team')
  AND value NOT IN (0, 1)
ORDER BY _sheet, _row
