/*---
severity = "warning"
message = "topics are given but no grade; this activity does not count towards content coverage"
---*/
SELECT _sheet, _row, 'grade_from' AS column_name
FROM activities
WHERE topics IS NOT NULL AND grade_from IS NULL AND grade_to IS NULL AND kind IN ('lesson', 'skills_training')
ORDER BY _sheet, _row
