/*---
severity = "error"
since = "5"
message = "between period {other} (until {ends}) and period {year} (from {starts}) lie days of no period; periods must follow one another"
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
WHERE other < year AND starts_on > other_ends + 1
  -- A period that ends before it begins is a problem of its own.
  AND other_ends >= other_starts AND ends_on >= starts_on
ORDER BY _sheet, _row
