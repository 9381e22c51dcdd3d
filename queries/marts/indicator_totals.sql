/*---
question = "What do all schools and the office add up to on every indicator, year by year"
answer = "one row per indicator and year, also without a school: sums, the number of subjects that it applies to, the number with a known value, and the weight of the others (unknown, empty where it is not known)"
key = ["indicator", "year"]
needs = ["indicator_values"]
---*/
SELECT
    indicators.indicator,
    years.year,
    CAST(sum(facts.numerator) AS BIGINT) AS numerator,
    CAST(sum(facts.denominator) AS BIGINT) AS denominator,
    count(*) FILTER (WHERE facts.state <> 'not_applicable') AS subjects,
    count(*) FILTER (WHERE facts.state IN ('value', 'no_cases', 'masked')) AS known,
    max(facts.target) AS target,
    max(facts.target_source) AS target_source,
    bool_or(years.partial) AS partial,
    -- In a shareable edition a sum may be masked, with its least and greatest possible value.
    CAST(sum(facts.numerator) AS BIGINT) AS numerator_least,
    CAST(sum(facts.numerator) AS BIGINT) AS numerator_most,
    CAST(sum(facts.denominator) AS BIGINT) AS denominator_least,
    CAST(sum(facts.denominator) AS BIGINT) AS denominator_most,
    false AS masked,
    CAST(CASE WHEN count(facts.unknown) = count(facts.school_id) THEN coalesce(sum(facts.unknown), 0) END AS BIGINT) AS unknown
FROM indicators
CROSS JOIN years
LEFT JOIN indicator_values AS facts ON facts.indicator = indicators.indicator AND facts.year = years.year
GROUP BY indicators.indicator, years.year
ORDER BY indicators.indicator, years.year
