/*---
severity = "warning"
misses = "reports"
message = "school {school} sent figures for {year} but no date of receipt is recorded; they do not count until it is"
---*/
SELECT min_by(statements._sheet, statements._row) AS _sheet, min(statements._row) AS _row, 'year' AS column_name, school_id AS school, year
FROM statements
WHERE NOT EXISTS (
    SELECT 1 FROM reports
    -- A status without a day and an unreadable day have problems of their own.
    WHERE reports.school_id = statements.school_id AND reports.year = statements.year
      AND (submitted_on IS NOT NULL OR status IS NOT NULL OR (reports._sheet, reports._row) IN (SELECT _sheet, _row FROM bad_cells))
)
GROUP BY school_id, year
ORDER BY school_id, year
