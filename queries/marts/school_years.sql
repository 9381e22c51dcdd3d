/*---
question = "Which schools are in scope in which year, and under which unit"
answer = "one row per school and year begun"
key = ["school_id", "year"]
needs = ["years", "reported", "unit_years"]
---*/
SELECT
    schools.school_id,
    years.year,
    schools.name,
    schools.level,
    schools.commune_code,
    old_units.name AS commune_name,
    schools.successor_code,
    new_units.name AS successor_name,
    -- A school is in scope if it is open on at least one day of the period; closed_on is its last open day.
    coalesce(schools.opened_on, DATE '0001-01-01') <= years.ends_on
        AND coalesce(schools.closed_on, DATE '9999-12-31') >= years.starts_on AS in_scope,
    years.report_due_on BETWEEN coalesce(schools.opened_on, DATE '0001-01-01')
        AND coalesce(schools.closed_on, DATE '9999-12-31') AS expected,
    reported.school_id IS NOT NULL AS reported,
    -- The position in the Vietnamese alphabet, computed once because this comparison is slow.
    CAST(dense_rank() OVER (ORDER BY schools.name COLLATE vi, schools.school_id) AS INTEGER) AS place
FROM schools
CROSS JOIN years
LEFT JOIN reported ON reported.school_id = schools.school_id AND reported.year = years.year
LEFT JOIN unit_years AS old_units
    ON old_units.kind = 'old' AND old_units.code = schools.commune_code AND old_units.year = years.year
LEFT JOIN unit_years AS new_units
    ON new_units.kind = 'new' AND new_units.code = schools.successor_code AND new_units.year = years.year
ORDER BY schools.school_id, years.year
