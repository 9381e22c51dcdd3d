/*---
severity = "warning"
message = "the unit with the code {actual} ended on {last}, so from {year} on this member counts for no unit; give the day on which it left, and add a row with the new code if it is still at work"
---*/
WITH joined AS (
    SELECT members._sheet, members._row, members.commune_code, members.left_on, units.valid_to
    FROM network_members AS members
    JOIN communes AS units ON units.code = members.commune_code
        AND members.joined_on BETWEEN units.valid_from AND units.valid_to
)
SELECT
    joined._sheet, joined._row, 'left_on' AS column_name, joined.commune_code AS actual,
    strftime(joined.valid_to, '%d/%m/%Y') AS last, min(periods.year) AS year
FROM joined
JOIN periods ON periods.starts_on > joined.valid_to
    AND periods.starts_on <= coalesce(joined.left_on, DATE '9999-12-31')
    AND periods.starts_on <= getvariable('as_of')
GROUP BY joined._sheet, joined._row, joined.commune_code, joined.valid_to
ORDER BY joined._sheet, joined._row
