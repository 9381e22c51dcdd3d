/*---
severity = "error"
message = "grades {first} to {last} are reversed; the first must not exceed the last"
---*/
SELECT _sheet, _row, 'grade_to' AS column_name, grade_from AS first, grade_to AS last
FROM activities
WHERE grade_to < grade_from
ORDER BY _sheet, _row
