/*---
position = 26
title = "Communes with a protection network"
plan = ["II.4.2"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "office"
held_by = "office"
numerator = "Communes with at least one network member active in the year"
denominator = "Communes"
note = "By the units that exist on the period's first day; district only"
why_it_matters = "Where a commune has nobody of the network, nobody takes up what happens outside school"
of = "communes"
next_review = 2027-01-31

[[examples]]
communes = [{code = "28051", valid_from = 2021-01-01}, {code = "28036", valid_from = 2021-01-01}]
network_members = [{commune_code = "28051", joined_on = 2023-05-04}, {commune_code = "28036", joined_on = 2025-01-01}]
numerator = 1
denominator = 2
---*/
WITH units AS (
    SELECT years.year, years.starts_on, years.ends_on, communes.code, communes.valid_from, communes.valid_to
    FROM years
    JOIN communes ON years.starts_on BETWEEN communes.valid_from AND coalesce(communes.valid_to, DATE '9999-12-31')
),
covered AS (
    SELECT units.year, units.code, count(members.member_id) > 0 AS has_member
    FROM units
    LEFT JOIN network_members AS members
        ON members.commune_code = units.code
        -- The same code may mean another unit after a merger: the member joined this one.
        AND members.joined_on BETWEEN units.valid_from AND coalesce(units.valid_to, DATE '9999-12-31')
        AND members.joined_on <= units.ends_on
        AND coalesce(members.left_on, DATE '9999-12-31') >= units.starts_on
    GROUP BY units.year, units.code
)
SELECT 'office' AS school_id, year, count(*) FILTER (WHERE has_member) AS numerator, count(*) AS denominator
FROM covered
GROUP BY year
