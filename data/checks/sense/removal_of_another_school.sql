/*---
severity = "error"
message = "incident {actual} belongs to school {school}; another school's workbook may not record it"
---*/
SELECT removals._sheet, removals._row, 'incident_id' AS column_name, removals.incident_id AS actual, coalesce(incidents.school_id, 'office') AS school
FROM removals
JOIN school_books USING (_sheet)
JOIN incidents ON incidents.incident_id = removals.incident_id
WHERE incidents.school_id IS DISTINCT FROM school_books.school_id
ORDER BY removals._sheet, removals._row
