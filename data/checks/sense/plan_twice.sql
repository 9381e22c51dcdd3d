/*---
severity = "error"
since = "5"
message = "this table has one row, since a snapshot follows one plan; the row of plan {first} is there already, delete this one"
---*/
WITH ranked AS (
    SELECT *, row_number() OVER by_place AS nth, first_value(number) OVER by_place AS first_number
    FROM plan
    WINDOW by_place AS (ORDER BY _sheet, _row)
)
SELECT _sheet, _row, 'number' AS column_name, first_number AS first
FROM ranked
WHERE nth > 1
ORDER BY _sheet, _row
