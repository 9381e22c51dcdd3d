/*---
severity = "error"
message = "in {actual} the school {school} was not yet open or already closed"
---*/
WITH yearly AS (
    SELECT _sheet, _row, school_id, year FROM enrolment
    UNION ALL SELECT _sheet, _row, school_id, year FROM staffing
    UNION ALL SELECT _sheet, _row, school_id, year FROM statements
    UNION ALL SELECT _sheet, _row, school_id, year FROM service_use
    UNION ALL SELECT _sheet, _row, school_id, year FROM reports WHERE submitted_on IS NOT NULL
)
SELECT yearly._sheet, yearly._row, 'year' AS column_name, yearly.year AS actual, yearly.school_id AS school
FROM yearly
JOIN schools USING (school_id)
JOIN periods USING (year)
WHERE schools.opened_on > periods.ends_on OR schools.closed_on < periods.starts_on
ORDER BY yearly._sheet, yearly._row
