/*---
question = "What is each indicator's value for the chosen schools, year by year and for the chosen years together?"
answer = "one row per indicator and year, and one for the chosen years together (year empty); difference and gap in the indicator's unit"
child = true
shareable = "here"
own = "schools"

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
WITH facts AS (
    -- All schools together were added up when the snapshot was built.
    SELECT * FROM indicator_totals WHERE len($schools) = 0
    UNION ALL
    SELECT indicator, year, sum(numerator), sum(denominator),
        count(*) FILTER (WHERE state <> 'not_applicable'), count(*) FILTER (WHERE state IN ('value', 'no_cases', 'masked')),
        max(target), max(target_source), bool_or(partial), bool_or(state = 'masked')
    FROM indicator_values WHERE len($schools) > 0 AND list_contains($schools, school_id) GROUP BY indicator, year
),
spread AS (
    SELECT *, year AS shown_year FROM facts UNION ALL
    SELECT *, NULL FROM facts WHERE len($years) = 0 OR list_contains($years, year)
),
added AS (
    SELECT indicator, shown_year AS year,
        CAST(sum(numerator) AS BIGINT) AS numerator, CAST(sum(denominator) AS BIGINT) AS denominator,
        CAST(sum(subjects) AS BIGINT) AS subjects, CAST(sum(known) AS BIGINT) AS known, bool_or(masked) AS hidden,
        -- One target only: years with different targets are not judged together.
        CASE WHEN count(DISTINCT coalesce(target, -1)) = 1 THEN max(target) END AS target,
        any_value(target_source) AS target_source, bool_or(partial) AS partial,
        CASE WHEN count(DISTINCT year) = 1 THEN max(year) END AS only_year, count(DISTINCT year) = (SELECT count(*) FROM years) AS all_years
    FROM spread GROUP BY indicator, shown_year
),
summed AS (
    -- Masked schools cannot be added up; the district's sum is known without them, or masked itself.
    SELECT added.* REPLACE (
        CASE WHEN hidden THEN sums.numerator ELSE added.numerator END AS numerator, CASE WHEN hidden THEN sums.denominator ELSE added.denominator END AS denominator)
    FROM added LEFT JOIN district_sums AS sums ON len($schools) = 0 AND sums.indicator = added.indicator
        AND (sums.year = added.only_year OR sums.year IS NULL AND added.all_years)
),
valued AS (
    SELECT
        summed.*, position, unit, polarity, counts, plan, CASE WHEN $lang = 'en' THEN title_en ELSE title_vi END AS title,
        CASE
            WHEN hidden AND (numerator IS NULL OR denominator IS NULL AND counts <> 'count') THEN 'masked'
            WHEN subjects = 0 THEN 'not_applicable' WHEN known = 0 THEN 'no_report'
            WHEN counts <> 'count' AND coalesce(denominator, 0) = 0 THEN 'no_cases' ELSE 'value' END AS state,
        CASE WHEN state = 'masked' OR known = 0 OR coalesce(denominator, 1) = 0 THEN NULL
            ELSE numerator * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END / coalesce(denominator, 1) END AS value,
        CASE polarity WHEN 'higher' THEN value - target WHEN 'lower' THEN target - value END AS margin
    FROM summed JOIN indicators USING (indicator)
),
compared AS (
    -- A part-year is never set beside a full one.
    SELECT valued.*, before.value AS previous_value,
        CASE WHEN NOT valued.partial AND NOT before.partial THEN valued.value - before.value END AS difference
    FROM valued LEFT JOIN years ON years.year = valued.only_year
    LEFT JOIN valued AS before ON before.indicator = valued.indicator AND before.year = years.previous_year
)
SELECT
    indicator, year, title, array_to_string(plan, ', ') AS plan, unit, counts, numerator, denominator, value, state, target, target_source, value - target AS gap,
    CASE WHEN margin >= 0 THEN 'met'
        WHEN margin >= -(SELECT max(value) FROM assumptions WHERE assumption = 'near_band') THEN 'near' WHEN margin < 0 THEN 'far' END AS status,
    previous_value, difference,
    CASE WHEN difference = 0 THEN 'same'
        WHEN unit = 'percent' AND abs(difference) <= (SELECT max(value) FROM assumptions WHERE assumption = 'same_band') THEN 'same'
        WHEN difference > 0 THEN 'up' WHEN difference < 0 THEN 'down' END AS change,
    partial, known, subjects, position, polarity
FROM compared
ORDER BY position, year NULLS LAST
