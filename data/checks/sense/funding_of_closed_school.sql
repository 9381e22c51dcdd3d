/*---
severity = "error"
since = "4"
message = "in {actual} the school {school} was not yet open or already closed, so it can have no funding"
---*/
SELECT funding._sheet, funding._row, 'year' AS column_name, funding.year AS actual, funding.payer AS school
FROM funding
JOIN schools ON schools.school_id = funding.payer
JOIN periods ON periods.year = funding.year
WHERE schools.opened_on > periods.ends_on OR schools.closed_on < periods.starts_on
ORDER BY funding._sheet, funding._row
