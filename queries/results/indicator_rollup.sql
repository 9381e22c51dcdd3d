/*---
question = "What is each indicator's value for the district, a commune, a unit since units changed or a level?"
answer = """one row per group, year and indicator: numerators and denominators added, then divided; value_least and value_most: the \
range of a masked value, for all of which status holds; unknown: the weight of unknown schools, empty where \
it is not known; lower and upper: the value if all of the unknown failed or succeeded; empty without a bound"""
child = true
shareable = "here"
own = "schools"
columns = [
  "group", "year", "indicator",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "target_source", "status", "value_least", "value_most", "unknown", "lower", "upper",
]
key = ["group", "year", "indicator"]

[params.by]
default = "district"
allowed = ["district", "commune", "unit_2025", "level"]
---*/
WITH placed AS (
    SELECT facts.*,
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
    -- The office's own rows are in the totals of the district, which were added when the snapshot was built.
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
        bool_or(state = 'masked') AS masked,
        CAST(CASE WHEN count(unknown) = count(*) THEN sum(unknown) END AS BIGINT) AS unknown
    FROM placed
    WHERE group_name IS NOT NULL
    GROUP BY group_name, year, indicator
),
stated AS (
    SELECT
        added.*, indicators.position, indicators.polarity, indicators.counts, indicators.unit, indicators.weight,
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
        CASE WHEN state = 'value' THEN numerator * scale / CASE WHEN counts = 'count' THEN 1 ELSE denominator END END AS value,
        CASE WHEN masked AND numerator_least IS NOT NULL THEN least_value(counts, unit, numerator_least, denominator_most)
            ELSE value END AS value_least,
        CASE WHEN masked AND numerator_least IS NOT NULL THEN most_value(counts, unit, numerator_most, denominator_least)
            ELSE value END AS value_most
    FROM stated
),
bounded AS (
    SELECT
        *,
        CASE WHEN masked AND unknown = 0 THEN value_least WHEN subjects > 0 AND (NOT masked OR numerator_least IS NOT NULL)
            THEN lower_bound(counts, unit, weight, numerator_least, denominator_most, unknown) END AS lower,
        CASE WHEN masked AND unknown = 0 THEN value_most WHEN subjects > 0 AND (NOT masked OR numerator_least IS NOT NULL)
            THEN least(upper_bound(counts, unit, weight, numerator_most, denominator_least, unknown), CASE WHEN masked AND unit = 'percent' THEN 100.0 END) END AS upper
    FROM valued
)
SELECT
    group_name AS "group", year, indicator, numerator, denominator, value, state, target, target_source,
    verdict(polarity, value_least, value_most, target, (SELECT value FROM assumptions WHERE assumption = 'near_band')) AS status,
    value_least, value_most, unknown, lower, upper
FROM bounded
ORDER BY group_name, year, position
