/*---
severity = "error"
since = "4"
message = "code {unit}: on {next} another unit takes this code while the unit of this row is still in force; give this row's last day, at the latest the day before {next}"
---*/
WITH followed AS (
    SELECT
        a._sheet, a._row, a.code, a.valid_to,
        (SELECT min(b.valid_from) FROM communes AS b WHERE b.code = a.code AND b.valid_from > a.valid_from) AS next_from
    FROM communes AS a
)
SELECT
    _sheet, _row, 'valid_to' AS column_name, code AS unit, strftime(next_from, '%d/%m/%Y') AS next
FROM followed
WHERE coalesce(valid_to, DATE '9999-12-31') >= next_from
ORDER BY _sheet, _row
