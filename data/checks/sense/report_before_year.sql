/*---
severity = "error"
message = "the report's date {actual} is earlier than the start of its year {year}"
---*/
SELECT reports._sheet, reports._row, 'submitted_on' AS column_name, strftime(submitted_on, '%d/%m/%Y') AS actual, year
FROM reports
JOIN periods USING (year)
WHERE submitted_on < periods.starts_on
ORDER BY reports._sheet, reports._row
