/*---
severity = "error"
since = "4"
message = "no administrative unit bore the code {actual} on {day}; give the code of a unit that existed on that day"
---*/
WITH reform AS (
    -- If no units changed, those of the as-of day count as the old ones.
    SELECT min(units_from) AS first_day, coalesce(min(units_from) - 1, getvariable('as_of')) AS last_day FROM plan
),
placed AS (
    -- The last day of the old units on which the school may have been open, and the first day of the new ones.
    SELECT _sheet, _row, 'commune_code' AS column_name, commune_code AS code,
        greatest(least(last_day, coalesce(closed_on, DATE '9999-12-31')), (SELECT min(starts_on) FROM periods)) AS day
    FROM schools CROSS JOIN reform
    WHERE coalesce(opened_on, DATE '0001-01-01') <= last_day
    UNION ALL
    SELECT _sheet, _row, 'successor_code', successor_code, greatest(first_day, coalesce(opened_on, DATE '0001-01-01'))
    FROM schools CROSS JOIN reform
    WHERE first_day IS NOT NULL
    UNION ALL
    SELECT _sheet, _row, 'commune_code', commune_code, joined_on FROM network_members
)
SELECT _sheet, _row, column_name, code AS actual, strftime(day, '%d/%m/%Y') AS day
FROM placed
WHERE day IS NOT NULL AND code IN (SELECT code FROM communes)
  -- A unit that ends before it begins is a problem of its own row only.
  AND code NOT IN (SELECT code FROM communes WHERE valid_to < valid_from)
  AND NOT EXISTS (
    SELECT 1 FROM communes
    WHERE communes.code = placed.code
      AND placed.day BETWEEN coalesce(communes.valid_from, DATE '0001-01-01')
        AND coalesce(communes.valid_to, DATE '9999-12-31')
  )
ORDER BY _sheet, _row
