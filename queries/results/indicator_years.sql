/*---
question = "What is each indicator's value for the chosen schools, year by year and for the chosen years together?"
answer = "one row per indicator and year, and one for the chosen years together (year empty), which is compared with the year against (before: the year before; none), every other with the year before it; difference and gap in the indicator's unit; value, numerator and denominator with the least and the most that they can be where they are masked; unknown: the weight of unknown schools, empty where it is not known; lower and upper: the value if all of the unknown failed or succeeded; unsettled: the target lies between the two"
child = true
shareable = "here"
own = "schools"
columns = [
  "indicator",
  {name = "year", like = "any_year"},
  "title", "plan", "unit", "counts",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "target_source", "gap", "status", "previous_value",
  {name = "difference", kind = "measured", title = "Change since the year before"},
  "change", "partial", "known", "subjects",
  {name = "position", kind = "count", title = "Number"},
  "polarity", "value_least", "value_most",
  {name = "numerator_least", kind = "count", title = "Least that a masked numerator can be"},
  {name = "numerator_most", kind = "count", title = "Most that a masked numerator can be"},
  {name = "denominator_least", kind = "count", title = "Least that a masked denominator can be"},
  {name = "denominator_most", kind = "count", title = "Most that a masked denominator can be"},
  "weight", "unknown", "lower", "upper", "unsettled", "sessions", "sessions_needed",
  {name = "years_of_one", kind = "count", title = "Years of one school taken together"},
]

[params.lang]

[params.against]
default = "before"
---*/
WITH facts AS (
    -- The sums over all schools were made when the snapshot was built.
    SELECT * FROM indicator_totals WHERE len($schools) = 0
    UNION ALL BY NAME
    SELECT indicator, year, sum(numerator) AS numerator, sum(denominator) AS denominator,
        count(*) FILTER (WHERE state <> 'not_applicable') AS subjects, count(*) FILTER (WHERE state IN ('value', 'no_cases', 'masked')) AS known,
        max(target) AS target, max(target_source) AS target_source, bool_or(partial) AS partial, bool_or(state = 'masked') AS masked,
        sum(numerator) AS numerator_least, sum(numerator) AS numerator_most, sum(denominator) AS denominator_least, sum(denominator) AS denominator_most,
        CASE WHEN count(unknown) = count(*) THEN sum(unknown) END AS unknown
    FROM indicator_values WHERE len($schools) > 0 AND list_contains($schools, school_id) GROUP BY indicator, year
),
spread AS (
    SELECT *, year AS shown_year FROM facts UNION ALL SELECT *, NULL FROM facts WHERE len($years) = 0 OR list_contains($years, year)
),
added AS (
    SELECT indicator, shown_year AS year, bool_or(masked) AS hidden,
        CAST(CASE WHEN NOT bool_or(masked AND numerator IS NULL) THEN sum(numerator) END AS BIGINT) AS numerator,
        CAST(CASE WHEN NOT bool_or(masked AND denominator IS NULL) THEN sum(denominator) END AS BIGINT) AS denominator,
        CAST(sum(numerator_least) AS BIGINT) AS numerator_least, CAST(sum(denominator_least) AS BIGINT) AS denominator_least,
        -- The sum has no upper bound if one year has none.
        CAST(CASE WHEN NOT bool_or(masked AND numerator_most IS NULL) THEN sum(numerator_most) END AS BIGINT) AS numerator_most,
        CAST(CASE WHEN NOT bool_or(masked AND denominator_most IS NULL) THEN sum(denominator_most) END AS BIGINT) AS denominator_most,
        CAST(sum(subjects) AS BIGINT) AS subjects, CAST(sum(known) AS BIGINT) AS known, CAST(CASE WHEN count(unknown) = count(*) THEN sum(unknown) END AS BIGINT) AS unknown,
        -- Years with different targets get no verdict together.
        CASE WHEN count(DISTINCT coalesce(target, -1)) = 1 THEN max(target) END AS target, any_value(target_source) AS target_source,
        bool_or(partial) AS partial, CASE WHEN count(DISTINCT year) = 1 THEN max(year) END AS only_year
    FROM spread GROUP BY indicator, shown_year
),
stated AS (
    SELECT added.*, position, unit, polarity, counts, weight, plan, COLUMNS(lambda words: words = 'title_' || $lang) AS title,
        CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END AS scale, (SELECT max(value) FROM assumptions WHERE assumption = 'near_band') AS near_band,
        CASE WHEN hidden THEN 'masked' WHEN subjects = 0 THEN 'not_applicable' WHEN known = 0 THEN 'no_report'
            WHEN counts <> 'count' AND coalesce(denominator, 0) = 0 THEN 'no_cases' ELSE 'value' END AS state
    FROM added JOIN indicators USING (indicator)
),
valued AS (
    SELECT *, CASE WHEN state = 'value' THEN numerator * scale / coalesce(denominator, 1) END AS value,
        CASE WHEN hidden AND numerator_least IS NOT NULL THEN least_value(counts, unit, numerator_least, denominator_most) ELSE value END AS value_least,
        CASE WHEN hidden AND numerator_least IS NOT NULL THEN most_value(counts, unit, numerator_most, denominator_least) ELSE value END AS value_most,
        subjects > 0 AND (NOT hidden OR numerator_least IS NOT NULL) AS bounded,
        CASE WHEN hidden AND unknown = 0 THEN value_least WHEN bounded THEN lower_bound(counts, unit, weight, numerator_least, denominator_most, unknown) END AS lower,
        CASE WHEN hidden AND unknown = 0 THEN value_most WHEN bounded THEN least(upper_bound(counts, unit, weight, numerator_most, denominator_least, unknown), CASE WHEN hidden AND unit = 'percent' THEN 100.0 END) END AS upper,
        is_unsettled(polarity, counts, target, unknown, lower, upper, numerator_least, numerator_most, denominator_least) AS unsettled
    FROM stated
),
compared AS (
    -- A part-year is never compared with a full one.
    SELECT valued.*, before.value AS previous_value, CASE WHEN NOT valued.partial AND NOT before.partial THEN valued.value - before.value END AS difference
    FROM valued LEFT JOIN years ON years.year = valued.only_year LEFT JOIN valued AS before ON before.indicator = valued.indicator AND before.year = CASE WHEN valued.year IS NOT NULL OR $against = 'before'
        THEN years.previous_year ELSE CAST(nullif(nullif($against, 'none'), 'before') AS INTEGER) END
)
SELECT compared.indicator, compared.year, title, array_to_string(plan, ', ') AS plan, unit, counts, numerator, denominator, value, state, target, target_source, value - target AS gap,
    verdict(polarity, value_least, value_most, target, near_band) AS status, previous_value, difference,
    CASE WHEN difference = 0 OR unit = 'percent' AND abs(difference) <= (SELECT max(value) FROM assumptions WHERE assumption = 'same_band') THEN 'same'
        WHEN difference > 0 THEN 'up' WHEN difference < 0 THEN 'down' END AS change,
    partial, known, subjects, position, polarity, value_least, value_most, numerator_least, numerator_most, denominator_least, denominator_most, weight, unknown, lower, upper, unsettled,
    awareness.sessions, awareness.sessions_needed, CASE WHEN len($schools) = 1 AND only_year IS NULL THEN subjects END AS years_of_one
FROM compared
LEFT JOIN awareness_sessions AS awareness ON len($schools) = 1 AND awareness.school_id = $schools[1] AND awareness.indicator = compared.indicator AND awareness.year = compared.only_year
ORDER BY position, compared.year NULLS LAST
