/*---
question = "Which child-related counts are there of each school and year, that sums are made of?"
answer = """one row per measure, school (or office) and year of which something is known, zeros included; an indicator's \
measure is <indicator>.done, .rest (not done) and .all; incidents is single_channel.all"""
---*/
WITH known AS (
    SELECT facts.school_id, facts.year, facts.indicator, facts.numerator, facts.denominator
    FROM indicator_values AS facts
    JOIN indicators USING (indicator)
    WHERE indicators.child AND facts.state IN ('value', 'no_cases')
),
received AS (
    SELECT
        school_id, year, sum(children) AS children,
        count(*) FILTER (WHERE closed_at IS NULL) AS still_open
    FROM incidents_in_year
    GROUP BY school_id, year
),
measures AS (
    SELECT indicator || '.done' AS measure, school_id, year, numerator AS cases FROM known
    UNION ALL
    SELECT indicator || '.rest', school_id, year, denominator - numerator FROM known WHERE denominator IS NOT NULL
    UNION ALL
    SELECT indicator || '.all', school_id, year, denominator FROM known WHERE denominator IS NOT NULL
    UNION ALL
    SELECT 'children', known.school_id, known.year, coalesce(received.children, 0)
    FROM known
    LEFT JOIN received ON received.school_id = known.school_id AND received.year = known.year
    WHERE known.indicator = 'single_channel'
    UNION ALL
    SELECT 'still_open', known.school_id, known.year, coalesce(received.still_open, 0)
    FROM known
    LEFT JOIN received ON received.school_id = known.school_id AND received.year = known.year
    WHERE known.indicator = 'single_channel'
)
SELECT measure, school_id, year, CAST(cases AS BIGINT) AS cases
FROM measures
ORDER BY measure, school_id, year
