/*---
question = "What do all schools and the office add up to on every indicator, year by year"
answer = "one row per indicator and year: sums, how many subjects it applies to, and of how many the value is known"
key = ["indicator", "year"]
needs = ["indicator_values"]
---*/
SELECT
    indicator,
    year,
    CAST(sum(numerator) AS BIGINT) AS numerator,
    CAST(sum(denominator) AS BIGINT) AS denominator,
    count(*) FILTER (WHERE state <> 'not_applicable') AS subjects,
    count(*) FILTER (WHERE state IN ('value', 'no_cases', 'masked')) AS known,
    max(target) AS target,
    max(target_source) AS target_source,
    bool_or(partial) AS partial,
    -- In a shareable edition some schools' counts are missing from the sums: no sum at all, then.
    bool_or(state = 'masked') AS masked
FROM indicator_values
GROUP BY indicator, year
ORDER BY indicator, year
