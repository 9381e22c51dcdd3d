/*---
severity = "error"
message = "grade {actual} is not taught at the school's level ({level})"
---*/
WITH named AS (
    SELECT _sheet, _row, 'grade' AS column_name, school_id, grade FROM enrolment
    UNION ALL SELECT _sheet, _row, 'grade_from', school_id, grade_from FROM activities
    UNION ALL SELECT _sheet, _row, 'grade_to', school_id, grade_to FROM activities
)
SELECT named._sheet, named._row, named.column_name, named.grade AS actual, schools.level AS level
FROM named
JOIN schools USING (school_id)
WHERE (schools.level = 'TH' AND named.grade > 5) OR (schools.level = 'THCS' AND named.grade < 6)
ORDER BY named._sheet, named._row, named.column_name
