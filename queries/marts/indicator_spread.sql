/*---
question = "What are the lowest, median and highest values of schools on each indicator, year by year"
answer = "one row per indicator and year, without the office; low, median and high are over the schools with a value"
key = ["indicator", "year"]
needs = ["indicator_values"]
---*/
SELECT
    indicator,
    year,
    min(value) AS low,
    median(value) AS median,
    max(value) AS high,
    count(value) AS schools,
    -- In a shareable edition some schools are masked: the others have no sum.
    CAST(CASE WHEN NOT bool_or(state = 'masked') THEN sum(numerator) END AS BIGINT) AS all_numerator,
    CAST(CASE WHEN NOT bool_or(state = 'masked') THEN sum(denominator) END AS BIGINT) AS all_denominator,
    CAST(CASE WHEN count(unknown) = count(*) AND NOT bool_or(state = 'masked') THEN sum(unknown) END AS BIGINT) AS all_unknown
FROM indicator_values
WHERE school_id <> 'office'
GROUP BY indicator, year
ORDER BY indicator, year
