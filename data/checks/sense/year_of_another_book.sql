/*---
severity = "error"
message = "the date {actual} falls in {year} but this workbook is for {book_year}; move the row to the workbook of {year}"
---*/
WITH dated AS (
    SELECT _sheet, _row, 'held_on' AS column_name, held_on AS day FROM activities
    UNION ALL SELECT _sheet, _row, 'received_at', CAST(received_at AS DATE) FROM incidents
    UNION ALL SELECT _sheet, _row, 'requested_at', CAST(requested_at AS DATE) FROM removals
    UNION ALL SELECT _sheet, _row, 'found_on', found_on FROM violations
)
SELECT
    dated._sheet, dated._row, dated.column_name,
    strftime(dated.day, '%d/%m/%Y') AS actual,
    periods.year AS year,
    school_books.year AS book_year
FROM dated
JOIN school_books ON school_books._sheet = dated._sheet
JOIN periods ON dated.day BETWEEN periods.starts_on AND periods.ends_on
WHERE periods.year <> school_books.year
ORDER BY dated._sheet, dated._row
