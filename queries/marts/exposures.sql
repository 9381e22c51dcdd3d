/*---
question = "For how many pupils and which share of each year is it known whether there were incidents"
answer = """one row per school and year with pupils on the roll and a report received or an incident; \
open_days: days on which the school was open within the year, no later than the as-of day; pupil_years: pupils times the share of \
a whole year that these days are"""
key = ["school_id", "year"]
needs = ["years", "evidence"]
---*/
-- A silent school may have had incidents: it adds neither cases nor pupils.
WITH rolls AS (
    SELECT school_id, year, CAST(sum(pupils) AS BIGINT) AS pupils
    FROM enrolment
    GROUP BY school_id, year
    HAVING sum(pupils) > 0
),
spans AS (
    SELECT
        rolls.school_id, rolls.year, rolls.pupils, schools.opened_on, schools.closed_on,
        greatest(years.starts_on, coalesce(schools.opened_on, years.starts_on)) AS first_day,
        least(years.ends_on, coalesce(schools.closed_on, years.ends_on), (SELECT as_of FROM snapshot)) AS last_day,
        date_diff('day', years.starts_on, CAST(years.starts_on + INTERVAL 1 YEAR AS DATE)) AS days_of_year
    FROM rolls
    JOIN schools ON schools.school_id = rolls.school_id
    JOIN years ON years.year = rolls.year
    JOIN evidence ON evidence.school_id = rolls.school_id AND evidence.year = rolls.year
        AND evidence.source = 'incidents'
)
SELECT
    school_id, year, pupils, opened_on, closed_on,
    CAST(last_day - first_day + 1 AS INTEGER) AS open_days,
    pupils * (last_day - first_day + 1) / CAST(days_of_year AS DOUBLE) AS pupil_years
FROM spans
WHERE last_day >= first_day
ORDER BY school_id, year
