/*---
severity = "error"
message = "on {actual} the school {school} was not yet open or already closed"
---*/
WITH dated AS (
    SELECT _sheet, _row, 'held_on' AS column_name, school_id, held_on AS day FROM activities
    UNION ALL SELECT _sheet, _row, 'received_at', school_id, CAST(received_at AS DATE) FROM incidents
    UNION ALL SELECT _sheet, _row, 'found_on', school_id, found_on FROM violations
)
SELECT dated._sheet, dated._row, dated.column_name, strftime(dated.day, '%d/%m/%Y') AS actual, dated.school_id AS school
FROM dated
JOIN schools USING (school_id)
WHERE dated.day < schools.opened_on OR dated.day > schools.closed_on
ORDER BY dated._sheet, dated._row
