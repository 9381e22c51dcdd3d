/*---
question = "What is every indicator's value, for every school and year, and how does it stand against its target"
answer = "one row per school (or office), year and indicator; unknown: the weight of an unknown school, empty where it is not known"
key = ["school_id", "year", "indicator"]
needs = ["years", "school_years", "evidence", "weights", "indicator_facts"]
---*/
WITH numbers AS (
    -- School, year and indicator as one number: a join of millions of rows is much faster on it than on texts.
    SELECT school_id, row_number() OVER (ORDER BY school_id) * 1000000 AS school_number
    FROM (SELECT school_id FROM schools UNION SELECT 'office') AS holders
),
year_numbers AS (
    SELECT years.*, row_number() OVER (ORDER BY starts_on) * 1000 AS year_number FROM years
),
sources AS (
    SELECT school_id, year, list(source) AS known_by FROM evidence GROUP BY school_id, year
),
holders AS (
    SELECT
        school_years.school_id, school_years.year, school_years.in_scope,
        school_years.in_scope AND school_years.expected AS reporting, sources.known_by, 'schools' AS held_by,
        weights.pupils, weights.classes, weights.staff
    FROM school_years
    JOIN weights ON weights.school_id = school_years.school_id AND weights.year = school_years.year
    LEFT JOIN sources ON sources.school_id = school_years.school_id AND sources.year = school_years.year
    UNION ALL
    SELECT 'office', year, true, true, NULL, 'office', NULL, NULL, NULL FROM years
),
facts AS (
    SELECT
        numbers.school_number + year_numbers.year_number + indicators.position AS number,
        indicator_facts.numerator, indicator_facts.denominator
    FROM indicator_facts
    JOIN numbers ON numbers.school_id = indicator_facts.school_id
    JOIN year_numbers ON year_numbers.year = indicator_facts.year
    JOIN indicators ON indicators.indicator = indicator_facts.indicator
),
subjects AS (
    SELECT
        numbers.school_number + year_numbers.year_number + indicators.position AS number,
        holders.school_id, holders.year, indicators.indicator, indicators.unit, indicators.polarity, indicators.counts, indicators.source,
        holders.school_id = 'office' OR list_contains(holders.known_by, indicators.source) AS has_evidence,
        CASE WHEN indicators.source = 'reporting' THEN holders.reporting ELSE holders.in_scope END AS applicable,
        -- A report that is past due and has not come is a known value: not on time.
        indicators.source = 'reporting' AND year_numbers.report_due_on < (SELECT as_of FROM snapshot) AS settled,
        indicators.weight, holders.pupils, holders.classes, holders.staff
    FROM holders
    JOIN numbers ON numbers.school_id = holders.school_id
    JOIN year_numbers ON year_numbers.year = holders.year
    JOIN indicators ON indicators.held_by <> CASE holders.held_by WHEN 'office' THEN 'schools' ELSE 'office' END
),
counted AS (
    SELECT
        subjects.*,
        -- An answer is known if the school gave it; events are known if the data have any of their kind.
        CASE
            WHEN subjects.school_id = 'office' THEN true
            WHEN subjects.source = 'report' THEN facts.number IS NOT NULL
            ELSE coalesce(subjects.has_evidence, false)
        END AS known,
        coalesce(facts.numerator, 0) AS numerator,
        CASE WHEN subjects.counts = 'schools' THEN 1 ELSE coalesce(facts.denominator, 0) END AS denominator
    FROM subjects
    LEFT JOIN facts ON facts.number = subjects.number
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
        number, school_id, year, indicator, unit, polarity, state,
        -- A school without a report stays only in the denominator of "schools" indicators.
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
        END AS value,
        CASE
            WHEN state <> 'no_report' OR settled THEN 0
            WHEN weight = 'pupils' THEN pupils
            WHEN weight = 'classes' THEN classes
            WHEN weight = 'staff' THEN staff
            WHEN weight = 'pairs' THEN denominator
            ELSE 1
        END AS unknown
    FROM stated
),
aimed AS (
    -- margin: the distance on the good side of the target; without a polarity there is no verdict.
    SELECT
        valued.*, targets.value AS target, targets.source AS target_source,
        CASE valued.polarity WHEN 'higher' THEN valued.value - targets.value WHEN 'lower' THEN targets.value - valued.value END AS margin
    FROM valued
    LEFT JOIN targets ON targets.indicator = valued.indicator AND targets.year = valued.year
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
    valued.target,
    valued.target_source,
    CASE
        WHEN valued.margin >= 0 THEN 'met'
        WHEN valued.margin >= -bands.near_band THEN 'near'
        WHEN valued.margin < 0 THEN 'far'
    END AS status,
    before.value AS previous_value,
    CASE
        WHEN years.partial OR years_before.partial THEN NULL
        WHEN abs(valued.value - before.value) <= CASE WHEN valued.unit = 'percent' THEN bands.same_band ELSE 0 END THEN 'same'
        WHEN valued.value > before.value THEN 'up'
        WHEN valued.value < before.value THEN 'down'
    END AS change,
    years.partial,
    CAST(valued.unknown AS BIGINT) AS unknown
FROM aimed AS valued
CROSS JOIN bands
JOIN years ON years.year = valued.year
LEFT JOIN years AS years_before ON years_before.year = years.previous_year
LEFT JOIN valued AS before ON before.number = valued.number - 1000
-- A question reads one year, or one indicator of it, which then lie together in the file.
ORDER BY valued.year, valued.number % 1000, valued.number
