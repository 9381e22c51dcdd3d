/*---
severity = "warning"
since = "5"
message = "from {day} on this clock has no limit, while the plan runs until {last}; what starts from then on is not judged"
---*/
WITH ranked AS (
    SELECT
        *, row_number() OVER (PARTITION BY clock ORDER BY coalesce(valid_to, DATE '9999-12-31') DESC) AS from_last
    FROM deadlines
),
span AS (
    SELECT max(ends_on) AS last_day FROM periods
)
SELECT
    _sheet, _row, 'valid_to' AS column_name,
    strftime(valid_to + 1, '%d/%m/%Y') AS day, strftime(last_day, '%d/%m/%Y') AS last
FROM ranked
CROSS JOIN span
WHERE from_last = 1 AND valid_to < last_day AND valid_to >= valid_from
ORDER BY _sheet, _row
