/*---
severity = "error"
message = "{actual} is more than the {limit} {what}; this item counts persons, not attendances"
texts = ["pupils of the school", "classes of the school", "staff of the school"]
---*/
-- An unreadable number of pupils or classes has a problem of its own; without the number there is no limit.
WITH limits AS (
    SELECT school_id, year, sum(pupils) AS most, 'pupils of the school' AS what,
        unnest(['pupils_reached', 'parents_reached', 'pupils_trained']) AS item
    FROM enrolment GROUP BY school_id, year HAVING count(pupils) = count(*)
    UNION ALL
    SELECT school_id, year, sum(classes), 'classes of the school', 'classes_with_digital_skills'
    FROM enrolment GROUP BY school_id, year HAVING count(classes) = count(*)
    UNION ALL
    SELECT school_id, year, managers + teachers + employees, 'staff of the school',
        unnest(['staff_trained', 'staff_briefed_on_code'])
    FROM staffing
)
SELECT
    statements._sheet, statements._row, 'value' AS column_name,
    statements.value AS actual, limits.most AS "limit", limits.what
FROM statements
JOIN limits USING (school_id, year, item)
WHERE statements.value > limits.most
ORDER BY statements._sheet, statements._row
