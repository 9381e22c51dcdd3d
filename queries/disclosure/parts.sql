/*---
question = "Which child-related counts are there of the whole district, split by what the incidents are and how they were handled?"
answer = """one row per split (category, platform, intake, severity, age_band, month; clock.<clock>: by state), part and year \
begun, zeros included; parts of the first six add up to the year's incidents, those of a clock to all that it was ever set on"""
---*/
WITH cases AS (
    UNPIVOT (
        SELECT
            year,
            coalesce(category, 'not_recorded') AS category, coalesce(platform, 'not_recorded') AS platform,
            coalesce(intake, 'not_recorded') AS intake, coalesce(severity, 'not_recorded') AS severity,
            coalesce(age_band, 'not_recorded') AS age_band, strftime(received_at, '%Y-%m') AS month
        FROM incidents_in_year
    )
    ON category, platform, intake, severity, age_band, month
    INTO NAME split VALUE part
),
listed AS (
    SELECT column_name AS split, unnest(string_split(allowed, '; ')) AS part
    FROM dictionary
    WHERE table_name = 'incidents' AND column_name IN ('category', 'platform', 'intake', 'severity', 'age_band')
    UNION
    SELECT split, part FROM cases WHERE split <> 'month'
),
states AS (
    SELECT unnest(['on_time', 'late', 'running', 'overdue', 'ended_otherwise', 'not_started', 'no_rule', 'invalid']) AS state
),
grid AS (
    SELECT listed.split, listed.part, years.year FROM listed CROSS JOIN years
    UNION ALL
    -- A month lies in one year, save the plan's first, of which only a part is in the plan.
    SELECT 'month', strftime(month, '%Y-%m'), year FROM months
    UNION
    SELECT 'month', part, year FROM cases WHERE split = 'month'
    UNION ALL
    SELECT 'clock.' || known.clock, states.state, years.year
    FROM (SELECT DISTINCT clock FROM clocks WHERE clock <> 'report') AS known CROSS JOIN states CROSS JOIN years
),
counts AS (
    SELECT split, part, year, count(*) AS cases FROM cases GROUP BY split, part, year
    UNION ALL
    SELECT 'clock.' || clock, state, year, count(*) FROM clocks WHERE clock <> 'report' GROUP BY clock, state, year
)
SELECT grid.split, grid.part, grid.year, CAST(coalesce(counts.cases, 0) AS BIGINT) AS cases
FROM grid
LEFT JOIN counts ON counts.split = grid.split AND counts.part = grid.part AND counts.year = grid.year
ORDER BY grid.split, grid.part, grid.year
