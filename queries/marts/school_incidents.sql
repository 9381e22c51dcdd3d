/*---
question = "How many incidents did each school have in each year, beside how many pupils and activities, and is that known"
answer = """one row per school (or office) and year begun; known: there is a report or an incident; left_out: ended as duplicate \
or unfounded; pupils: on the roll of a known school, else empty, with pupil_years: pupils times the share of a whole year in which \
the school was open, no later than the as-of day"""
key = ["school_id", "year"]
needs = ["years", "days", "evidence", "school_years", "activities_in_year"]
---*/
WITH holders AS (
    SELECT school_id, year, in_scope, reported FROM school_years
    UNION ALL
    SELECT 'office', year, false, false FROM years
),
received AS (
    SELECT school_id, year, count(*) FILTER (WHERE NOT is_left_out) AS incidents, count(*) FILTER (WHERE is_left_out) AS left_out,
        sum(children) FILTER (WHERE NOT is_left_out) AS children
    FROM (
        SELECT coalesce(incidents.school_id, 'office') AS school_id, days.year, incidents.children,
            coalesce(incidents.outcome IN ('duplicate', 'unfounded'), false) AS is_left_out
        FROM incidents JOIN days ON days.day = CAST(incidents.received_at AS DATE)
    ) AS dated
    GROUP BY school_id, year
),
activity_counts AS (
    SELECT school_id, year, count(*) AS sessions FROM activities_in_year GROUP BY school_id, year
),
rolls AS (
    SELECT school_id, year, CAST(sum(pupils) AS BIGINT) AS pupils FROM enrolment GROUP BY school_id, year HAVING sum(pupils) > 0
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
)
SELECT
    holders.school_id, holders.year, holders.in_scope, holders.reported, evidence.school_id IS NOT NULL AS known,
    coalesce(received.incidents, 0) AS incidents, coalesce(received.left_out, 0) AS left_out,
    CAST(coalesce(received.children, 0) AS BIGINT) AS children, coalesce(activity_counts.sessions, 0) AS sessions,
    -- A silent school may have had incidents: it adds neither cases nor pupils.
    spans.pupils, spans.pupils * (date_diff('day', first_day, last_day) + 1) / CAST(days_of_year AS DOUBLE) AS pupil_years, spans.opened_on, spans.closed_on
FROM holders
LEFT JOIN received ON received.school_id = holders.school_id AND received.year = holders.year
LEFT JOIN activity_counts ON activity_counts.school_id = holders.school_id AND activity_counts.year = holders.year
LEFT JOIN evidence ON evidence.school_id = holders.school_id AND evidence.year = holders.year AND evidence.source = 'incidents'
LEFT JOIN spans ON spans.school_id = holders.school_id AND spans.year = holders.year
    AND spans.last_day >= spans.first_day AND evidence.school_id IS NOT NULL
ORDER BY holders.school_id, holders.year
