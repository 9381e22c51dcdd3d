/*---
question = "How many pupils, classes and staff does a school without a report count for in a year"
answer = """one row per school and year begun: the numbers of that year, else of the nearest year that has them (of two equally near years \
the earlier); empty if no year has them"""
key = ["school_id", "year"]
needs = ["years"]
---*/
-- These numbers count with or without the report: they measure the unknown.
WITH rolls AS (
    SELECT school_id, year, CAST(sum(pupils) AS BIGINT) AS pupils, CAST(sum(classes) AS BIGINT) AS classes
    FROM enrolment
    GROUP BY school_id, year
),
nearest_rolls AS (
    SELECT
        rolls.school_id, years.year, rolls.pupils, rolls.classes,
        row_number() OVER (PARTITION BY rolls.school_id, years.year ORDER BY abs(rolls.year - years.year), rolls.year) AS nearness
    FROM rolls CROSS JOIN years
),
nearest_staff AS (
    SELECT
        staffing.school_id, years.year,
        CAST(staffing.managers + staffing.teachers + staffing.employees AS BIGINT) AS staff,
        row_number() OVER (
            PARTITION BY staffing.school_id, years.year ORDER BY abs(staffing.year - years.year), staffing.year
        ) AS nearness
    FROM staffing CROSS JOIN years
)
SELECT schools.school_id, years.year, nearest_rolls.pupils, nearest_rolls.classes, nearest_staff.staff
FROM schools
CROSS JOIN years
LEFT JOIN nearest_rolls
    ON nearest_rolls.school_id = schools.school_id AND nearest_rolls.year = years.year AND nearest_rolls.nearness = 1
LEFT JOIN nearest_staff
    ON nearest_staff.school_id = schools.school_id AND nearest_staff.year = years.year AND nearest_staff.nearness = 1
ORDER BY schools.school_id, years.year
