/*---
severity = "error"
message = "there is a handling date {actual} but no date of finding"
---*/
SELECT _sheet, _row, 'found_on' AS column_name, strftime(handled_on, '%d/%m/%Y') AS actual
FROM violations
WHERE handled_on IS NOT NULL AND found_on IS NULL
ORDER BY _sheet, _row
