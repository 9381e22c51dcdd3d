/*---
question = "What is each indicator's value for the district, a commune, a unit since 1/7/2025 or a level?"
answer = """one row per group, year and indicator: numerators and denominators added, then divided; lower and upper: between which \
values it lies, the same where it is known exactly; status holds for all of them"""
child = true
shareable = "here"
own = "schools"

[params.by]
default = "district"
allowed = ["district", "commune", "unit_2025", "level"]
---*/
WITH placed AS (
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
      AND ($by <> 'district' OR len($schools) > 0)
),
added AS (
    -- The office's own rows belong to the district as a whole, which was added up when the snapshot was built.
    SELECT 'district' AS group_name, * EXCLUDE (partial)
    FROM indicator_totals
    WHERE $by = 'district' AND len($schools) = 0 AND (len($years) = 0 OR list_contains($years, year))
    UNION ALL BY NAME
    SELECT
        group_name, year, indicator,
        CAST(sum(numerator) AS BIGINT) AS numerator, CAST(sum(denominator) AS BIGINT) AS denominator,
        count(*) FILTER (WHERE state <> 'not_applicable') AS subjects,
        count(*) FILTER (WHERE state IN ('value', 'no_cases', 'masked')) AS known,
        any_value(target) AS target, any_value(target_source) AS target_source,
        CAST(sum(numerator) AS BIGINT) AS numerator_least, CAST(sum(numerator) AS BIGINT) AS numerator_most,
        CAST(sum(denominator) AS BIGINT) AS denominator_least, CAST(sum(denominator) AS BIGINT) AS denominator_most,
        bool_or(state = 'masked') AS masked
    FROM placed
    WHERE group_name IS NOT NULL
    GROUP BY group_name, year, indicator
),
stated AS (
    SELECT
        added.*, indicators.position, indicators.polarity, indicators.counts,
        CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END AS scale,
        CASE
            WHEN masked THEN 'masked'
            WHEN subjects = 0 THEN 'not_applicable'
            WHEN known = 0 THEN 'no_report'
            WHEN counts <> 'count' AND coalesce(denominator, 0) = 0 THEN 'no_cases'
            ELSE 'value'
        END AS state
    FROM added JOIN indicators USING (indicator)
),
valued AS (
    SELECT
        *,
        CASE WHEN counts = 'count' THEN CAST(numerator_least AS DOUBLE)
            ELSE coalesce(numerator_least * scale / denominator_most, CASE WHEN masked THEN 0 END) END AS lowest,
        CASE WHEN counts = 'count' THEN CAST(numerator_most AS DOUBLE)
            WHEN masked THEN least(coalesce(numerator_most * scale / nullif(denominator_least, 0), scale), scale)
            ELSE numerator_most * scale / nullif(denominator_least, 0) END AS highest,
        CASE WHEN state = 'value' THEN lowest END AS value,
        CASE WHEN state = 'value' OR masked AND numerator_least IS NOT NULL THEN lowest END AS lower,
        CASE WHEN state = 'value' OR masked AND numerator_least IS NOT NULL THEN highest END AS upper
    FROM stated
),
aimed AS (
    -- How far the value lies on the good side of its target, at worst and at best.
    SELECT
        *,
        CASE polarity WHEN 'higher' THEN lower - target WHEN 'lower' THEN target - upper END AS worst,
        CASE polarity WHEN 'higher' THEN upper - target WHEN 'lower' THEN target - lower END AS best
    FROM valued
)
SELECT
    group_name AS "group", year, indicator, numerator, denominator, value, state, target, target_source,
    CASE
        WHEN worst >= 0 THEN 'met'
        WHEN worst >= -(SELECT value FROM assumptions WHERE assumption = 'near_band') AND best < 0 THEN 'near'
        WHEN best < -(SELECT value FROM assumptions WHERE assumption = 'near_band') THEN 'far'
    END AS status,
    lower, upper
FROM aimed
ORDER BY group_name, year, position
