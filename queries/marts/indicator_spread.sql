/*---
question = "Between which values do the schools lie on every indicator, year by year"
answer = "one row per indicator and year, the office left out; low, median and high are over the schools that have a value"
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
    -- In a shareable edition some schools are masked; the rest of them is no sum.
    CAST(CASE WHEN NOT bool_or(state = 'masked') THEN sum(numerator) END AS BIGINT) AS all_numerator,
    CAST(CASE WHEN NOT bool_or(state = 'masked') THEN sum(denominator) END AS BIGINT) AS all_denominator,
    CAST(CASE WHEN count(unknown) = count(*) AND NOT bool_or(state = 'masked') THEN sum(unknown) END AS BIGINT) AS all_unknown
FROM indicator_values
WHERE school_id <> 'office'
GROUP BY indicator, year
ORDER BY indicator, year
