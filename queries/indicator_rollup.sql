/*---
question = "What is each indicator's value for the district, a commune, a unit since 1/7/2025 or a level?"
answer = "one row per group, year and indicator: numerators and denominators added, then divided"
child = true
shareable = "here"
own = "schools"

[params.by]
default = "district"
allowed = ["district", "commune", "unit_2025", "level"]
---*/
WITH placed AS (
    -- The office's own rows belong to the district as a whole and to no smaller group.
    SELECT
        facts.*,
        CASE
            WHEN $by = 'district' THEN 'district'
            WHEN $by = 'commune' THEN schools.commune_code
            WHEN $by = 'unit_2025' THEN schools.successor_code
            WHEN $by = 'level' THEN schools.level
        END AS group_name
    FROM indicator_values AS facts
    LEFT JOIN schools ON schools.school_id = facts.school_id
    WHERE (len($years) = 0 OR list_contains($years, facts.year))
      AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
),
added AS (
    SELECT
        group_name, year, indicator,
        CAST(sum(numerator) AS BIGINT) AS numerator,
        CAST(sum(denominator) AS BIGINT) AS denominator,
        count(*) FILTER (WHERE state <> 'not_applicable') AS applicable,
        count(*) FILTER (WHERE state IN ('value', 'no_cases', 'masked')) AS known,
        bool_or(state = 'masked') AS hidden,
        any_value(target) AS target,
        any_value(target_source) AS target_source
    FROM placed
    WHERE group_name IS NOT NULL
    GROUP BY group_name, year, indicator
),
summed AS (
    -- Masked schools cannot be added up; the district's sum is known without them, or masked itself.
    SELECT
        added.* REPLACE (
            CASE WHEN hidden THEN sums.numerator ELSE added.numerator END AS numerator,
            CASE WHEN hidden THEN sums.denominator ELSE added.denominator END AS denominator
        )
    FROM added
    LEFT JOIN district_sums AS sums
        ON $by = 'district' AND len($schools) = 0 AND sums.indicator = added.indicator AND sums.year = added.year
),
stated AS (
    SELECT
        summed.*, indicators.position, indicators.unit, indicators.polarity, indicators.counts,
        CASE
            WHEN hidden AND (numerator IS NULL OR denominator IS NULL AND counts <> 'count') THEN 'masked'
            WHEN applicable = 0 THEN 'not_applicable'
            WHEN known = 0 THEN 'no_report'
            WHEN counts <> 'count' AND coalesce(denominator, 0) = 0 THEN 'no_cases'
            ELSE 'value'
        END AS state
    FROM summed JOIN indicators USING (indicator)
),
valued AS (
    SELECT
        *,
        CASE
            WHEN state <> 'value' THEN NULL
            WHEN counts = 'count' THEN CAST(numerator AS DOUBLE)
            ELSE numerator * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END / denominator
        END AS value
    FROM stated
)
SELECT
    group_name AS "group", year, indicator, numerator, denominator, value, state, target, target_source,
    CASE
        WHEN margin >= 0 THEN 'met'
        WHEN margin >= -(SELECT value FROM assumptions WHERE assumption = 'near_band') THEN 'near'
        WHEN margin < 0 THEN 'far'
    END AS status
FROM (
    SELECT *, CASE polarity WHEN 'higher' THEN value - target WHEN 'lower' THEN target - value END AS margin FROM valued
) AS aimed
ORDER BY group_name, year, position
