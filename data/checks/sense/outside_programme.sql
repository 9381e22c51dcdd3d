/*---
severity = "error"
message = "the date {actual} lies outside the programme ({first} – {last})"
---*/
WITH dated AS (
    SELECT _sheet, _row, 'held_on' AS column_name, held_on AS day FROM activities
    UNION ALL SELECT _sheet, _row, 'received_at', CAST(received_at AS DATE) FROM incidents
    UNION ALL SELECT _sheet, _row, 'requested_at', CAST(requested_at AS DATE) FROM removals
    UNION ALL SELECT _sheet, _row, 'found_on', found_on FROM violations
    UNION ALL SELECT _sheet, _row, 'submitted_on', submitted_on FROM reports
)
SELECT
    _sheet, _row, column_name,
    strftime(day, '%d/%m/%Y') AS actual,
    strftime((SELECT min(starts_on) FROM periods), '%d/%m/%Y') AS first,
    strftime((SELECT max(ends_on) FROM periods), '%d/%m/%Y') AS last
FROM dated
WHERE day IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM periods WHERE dated.day BETWEEN starts_on AND ends_on)
  -- The last report may arrive after the programme has ended.
  AND NOT (column_name = 'submitted_on' AND day > (SELECT max(ends_on) FROM periods))
ORDER BY _sheet, _row
