/*---
answer = "a masked count is empty, state masked; no rate rests on one; several years together are masked where one of them is"
district_only = true
---*/
WITH counts AS (
    SELECT
        year,
        true AS known,
        max(cases) FILTER (WHERE measure = 'incidents' AND part = 'all') AS incidents,
        max(cases) FILTER (WHERE part = 'void') AS left_out,
        max(cases) FILTER (WHERE measure = 'children') AS children
    FROM cells
    WHERE measure IN ('incidents', 'children')
    GROUP BY year
),
rolls AS (
    -- Only schools whose report came: others are known by an incident, which must not be revealed.
    SELECT
        enrolled.school_id, enrolled.year, enrolled.pupils,
        enrolled.pupils * (least(years.ends_on, coalesce(schools.closed_on, years.ends_on), snapshot.as_of)
            - greatest(years.starts_on, coalesce(schools.opened_on, years.starts_on)) + 1)
            / CAST(date_diff('day', years.starts_on, CAST(years.starts_on + INTERVAL 1 YEAR AS DATE)) AS DOUBLE) AS pupil_years
    FROM enrolled
    JOIN schools ON schools.school_id = enrolled.school_id
    JOIN years ON years.year = enrolled.year
    CROSS JOIN snapshot
    WHERE enrolled.pupils > 0
),
exposures AS (
    SELECT school_years.year, count(*) AS schools, count(*) FILTER (WHERE reported) AS reported,
        count(rolls.pupils) AS with_pupils, sum(rolls.pupils) AS pupils, sum(rolls.pupil_years ORDER BY rolls.school_id) AS pupil_years
    FROM school_years LEFT JOIN rolls ON rolls.school_id = school_years.school_id AND rolls.year = school_years.year
    WHERE in_scope
    GROUP BY school_years.year
),
activity_counts AS (
    SELECT year, count(*) AS sessions FROM activities_in_year GROUP BY year
),
each AS (
    SELECT years.year, partial, len($years) = 0 OR list_contains($years, years.year) AS chosen, counts.known, incidents, children, left_out,
        pupils, pupil_years, coalesce(sessions, 0) AS sessions, coalesce(schools, 0) AS schools, coalesce(reported, 0) AS reported,
        coalesce(with_pupils, 0) AS with_pupils
    FROM years LEFT JOIN counts USING (year) LEFT JOIN exposures USING (year) LEFT JOIN activity_counts USING (year)
),
added AS (
    SELECT year, partial, coalesce(known, false) AS known, incidents, children, left_out, pupils, pupil_years, sessions, schools, reported, with_pupils
    FROM each
    UNION ALL
    SELECT
        NULL, bool_or(partial), coalesce(bool_or(known), false),
        CASE WHEN count(*) FILTER (WHERE known) = count(incidents) THEN sum(incidents) END,
        CASE WHEN count(*) FILTER (WHERE known) = count(children) THEN sum(children) END,
        CASE WHEN count(*) FILTER (WHERE known) = count(left_out) THEN sum(left_out) END,
        sum(pupils), sum(pupil_years ORDER BY year), sum(sessions), sum(schools), sum(reported), sum(with_pupils)
    FROM each
    WHERE chosen
)
SELECT
    year, CAST(incidents AS BIGINT) AS incidents, CAST(children AS BIGINT) AS children, CAST(pupils AS BIGINT) AS pupils,
    1000.0 * incidents / pupil_years AS rate,
    CAST(CASE WHEN known OR sessions > 0 THEN sessions END AS BIGINT) AS sessions, CAST(left_out AS BIGINT) AS left_out,
    CAST(schools AS BIGINT) AS schools, CAST(reported AS BIGINT) AS reported, CAST(with_pupils AS BIGINT) AS with_pupils,
    CASE WHEN incidents IS NOT NULL THEN 'value' WHEN known THEN 'masked' WHEN schools = 0 THEN 'not_applicable'
        ELSE 'no_report' END AS state, partial
FROM added
ORDER BY year NULLS LAST
