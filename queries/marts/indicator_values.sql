/*---
question = "What is every indicator's value, for every school and year, and how does it stand against its target"
answer = "one row per school (or office), year and indicator"
needs = ["years", "school_years", "evidence", "indicator_facts"]
---*/
WITH subjects AS (
    SELECT
        school_years.school_id,
        school_years.year,
        indicators.*,
        CASE WHEN indicators.source = 'reporting' THEN school_years.in_scope AND school_years.expected
            ELSE school_years.in_scope END AS applicable
    FROM school_years CROSS JOIN indicators
    WHERE indicators.held_by <> 'office'
    UNION ALL
    SELECT 'office', years.year, indicators.*, true
    FROM years CROSS JOIN indicators
    WHERE indicators.held_by <> 'schools'
),
counted AS (
    SELECT
        subjects.school_id,
        subjects.year,
        subjects.indicator,
        subjects.unit,
        subjects.counts,
        subjects.applicable,
        -- An answer is known when it was given; events are known when anything of their kind is in the data.
        CASE
            WHEN subjects.school_id = 'office' THEN true
            WHEN subjects.source = 'report' THEN facts.school_id IS NOT NULL
            ELSE evidence.school_id IS NOT NULL
        END AS known,
        coalesce(facts.numerator, 0) AS numerator,
        CASE WHEN subjects.counts = 'schools' THEN 1 ELSE coalesce(facts.denominator, 0) END AS denominator
    FROM subjects
    LEFT JOIN indicator_facts AS facts
        ON facts.school_id = subjects.school_id AND facts.year = subjects.year AND facts.indicator = subjects.indicator
    LEFT JOIN evidence
        ON evidence.school_id = subjects.school_id AND evidence.year = subjects.year AND evidence.source = subjects.source
),
stated AS (
    SELECT
        *,
        CASE
            WHEN NOT applicable THEN 'not_applicable'
            WHEN NOT known THEN 'no_report'
            WHEN counts <> 'count' AND denominator = 0 THEN 'no_cases'
            ELSE 'value'
        END AS state
    FROM counted
),
valued AS (
    SELECT
        school_id,
        year,
        indicator,
        unit,
        state,
        -- A school that has not reported stays in the denominator of "schools" indicators only.
        CASE
            WHEN state IN ('value', 'no_cases') THEN numerator
            WHEN state = 'no_report' AND counts = 'schools' THEN 0
        END AS numerator,
        CASE
            WHEN counts = 'count' THEN NULL
            WHEN state IN ('value', 'no_cases') THEN denominator
            WHEN state = 'no_report' AND counts = 'schools' THEN 1
        END AS denominator,
        CASE
            WHEN state <> 'value' THEN NULL
            WHEN unit = 'percent' THEN 100.0 * numerator / denominator
            WHEN counts = 'count' THEN CAST(numerator AS DOUBLE)
            ELSE CAST(numerator AS DOUBLE) / denominator
        END AS value
    FROM stated
),
bands AS (
    SELECT
        max(value) FILTER (WHERE assumption = 'near_band') AS near_band,
        max(value) FILTER (WHERE assumption = 'same_band') AS same_band
    FROM assumptions
)
SELECT
    valued.school_id,
    valued.year,
    valued.indicator,
    CAST(valued.numerator AS BIGINT) AS numerator,
    CAST(valued.denominator AS BIGINT) AS denominator,
    valued.value,
    valued.state,
    targets.value AS target,
    targets.source AS target_source,
    CASE
        WHEN valued.value >= targets.value THEN 'met'
        WHEN valued.value >= targets.value - bands.near_band THEN 'near'
        WHEN valued.value < targets.value THEN 'far'
    END AS status,
    before.value AS previous_value,
    CASE
        WHEN years.partial OR years_before.partial THEN NULL
        WHEN abs(valued.value - before.value) <= CASE WHEN valued.unit = 'percent' THEN bands.same_band ELSE 0 END THEN 'same'
        WHEN valued.value > before.value THEN 'up'
        WHEN valued.value < before.value THEN 'down'
    END AS change,
    years.partial
FROM valued
CROSS JOIN bands
JOIN years ON years.year = valued.year
LEFT JOIN targets ON targets.indicator = valued.indicator AND targets.year = valued.year
LEFT JOIN years AS years_before ON years_before.year = years.previous_year
LEFT JOIN valued AS before
    ON before.school_id = valued.school_id AND before.indicator = valued.indicator AND before.year = years.previous_year
ORDER BY valued.school_id, valued.year, valued.indicator
