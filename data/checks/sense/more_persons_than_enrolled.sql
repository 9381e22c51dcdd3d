/*---
severity = "error"
message.vi = "{actual} nhiều hơn {limit} {what_vi}; mục này đếm người, không đếm lượt"
message.en = "{actual} is more than the {limit} {what_en}; this item counts persons, not attendances"
---*/
-- An unreadable number of pupils or classes has a problem of its own; without the number there is no limit.
WITH limits AS (
    SELECT school_id, year, sum(pupils) AS most, 'học sinh của trường' AS what_vi, 'pupils of the school' AS what_en,
        unnest(['pupils_reached', 'parents_reached', 'pupils_trained']) AS item
    FROM enrolment GROUP BY school_id, year HAVING count(pupils) = count(*)
    UNION ALL
    SELECT school_id, year, sum(classes), 'lớp của trường', 'classes of the school', 'classes_with_digital_skills'
    FROM enrolment GROUP BY school_id, year HAVING count(classes) = count(*)
    UNION ALL
    SELECT school_id, year, managers + teachers + employees, 'cán bộ, giáo viên, nhân viên của trường', 'staff of the school',
        unnest(['staff_trained', 'staff_briefed_on_code'])
    FROM staffing
)
SELECT
    statements._sheet, statements._row, 'value' AS column_name,
    statements.value AS actual, limits.most AS "limit", limits.what_vi, limits.what_en
FROM statements
JOIN limits USING (school_id, year, item)
WHERE statements.value > limits.most
ORDER BY statements._sheet, statements._row
