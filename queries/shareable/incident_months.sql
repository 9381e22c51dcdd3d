/*---
answer = "a masked count is empty, and a rate that rests on one; centre, limits and signals rest on all counts and are empty"
district_only = true
---*/
WITH rolls AS (
    -- Only schools whose report came: others are known by an incident, which must not be revealed.
    SELECT enrolled.year, schools.opened_on, schools.closed_on, sum(enrolled.pupils) AS pupils
    FROM enrolled
    JOIN schools ON schools.school_id = enrolled.school_id
    GROUP BY enrolled.year, schools.opened_on, schools.closed_on
),
exposures AS (
    SELECT months.month, CAST(sum(rolls.pupils) AS BIGINT) AS pupils
    FROM months
    JOIN rolls ON rolls.year = months.year
        AND coalesce(rolls.opened_on, months.month) <= months.last_day
        AND coalesce(rolls.closed_on, months.month) >= months.month
    GROUP BY months.month
)
SELECT
    months.month, months.year, cells.cases AS incidents, exposures.pupils,
    CASE WHEN months.whole AND exposures.pupils > 0 THEN 1000.0 * cells.cases / exposures.pupils END AS rate,
    CAST(NULL AS DOUBLE) AS centre, CAST(NULL AS DOUBLE) AS lower, CAST(NULL AS DOUBLE) AS upper, CAST(NULL AS VARCHAR) AS signal,
    CAST(NULL AS VARCHAR) AS way
FROM months
LEFT JOIN exposures ON exposures.month = months.month
LEFT JOIN cells ON cells.measure = 'month' AND cells.part = strftime(months.month, '%Y-%m') AND cells.year = months.year
WHERE len($years) = 0 OR list_contains($years, months.year)
ORDER BY months.month
