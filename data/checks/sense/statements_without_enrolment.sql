/*---
severity = "warning"
misses = "enrolment"
message = "school {school} has no enrolment for {year}; shares of pupils cannot be computed"
---*/
SELECT min_by(statements._sheet, statements._row) AS _sheet, min(statements._row) AS _row, 'year' AS column_name, school_id AS school, year
FROM statements
WHERE NOT EXISTS (
    SELECT 1 FROM enrolment WHERE enrolment.school_id = statements.school_id AND enrolment.year = statements.year
)
GROUP BY school_id, year
ORDER BY school_id, year
