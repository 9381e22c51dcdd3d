/*---
severity = "error"
message = "period {year} begins on {starts} while period {other} still runs (until {ends}); a day belongs to one period"
---*/
WITH followed AS (
    SELECT *, lag(year) OVER by_year AS other, lag(ends_on) OVER by_year AS other_ends, lag(starts_on) OVER by_year AS other_starts
    FROM periods
    WINDOW by_year AS (ORDER BY year, _sheet, _row)
)
SELECT
    _sheet, _row, 'starts_on' AS column_name, year, strftime(starts_on, '%d/%m/%Y') AS starts,
    other, strftime(other_ends, '%d/%m/%Y') AS ends
FROM followed
WHERE other < year AND other_ends >= starts_on AND other_ends >= other_starts
ORDER BY _sheet, _row
