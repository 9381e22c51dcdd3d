/*---
severity = "error"
message.vi = "có ngày xử lý {found} nhưng không có ngày phát hiện"
message.en = "there is a handling date {found} but no date of finding"
---*/
SELECT _sheet, _row, 'found_on' AS column_name, strftime(handled_on, '%d/%m/%Y') AS found
FROM violations
WHERE handled_on IS NOT NULL AND found_on IS NULL
ORDER BY _sheet, _row
