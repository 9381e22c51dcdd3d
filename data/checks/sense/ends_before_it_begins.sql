/*---
severity = "error"
message = "the end {last} is earlier than the beginning {first}"
---*/
WITH spans AS (
    SELECT _sheet, _row, 'valid_to' AS column_name, valid_from AS begins, valid_to AS ends FROM communes
    UNION ALL SELECT _sheet, _row, 'closed_on', opened_on, closed_on FROM schools
    UNION ALL SELECT _sheet, _row, 'left_on', joined_on, left_on FROM network_members
    UNION ALL SELECT _sheet, _row, 'valid_to', valid_from, valid_to FROM deadlines
    UNION ALL SELECT _sheet, _row, 'ends_on', starts_on, ends_on FROM periods
)
SELECT _sheet, _row, column_name, strftime(begins, '%d/%m/%Y') AS first, strftime(ends, '%d/%m/%Y') AS last
FROM spans
WHERE ends < begins
ORDER BY _sheet, _row
