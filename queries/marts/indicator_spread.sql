/*---
question = "Between which values do the schools lie on every indicator, year by year"
answer = "one row per indicator and year, the office left out; low, median and high are over the schools that have a value"
needs = ["indicator_values"]
---*/
SELECT
    indicator,
    year,
    min(value) AS low,
    median(value) AS median,
    max(value) AS high,
    count(value) AS schools,
    CAST(sum(numerator) AS BIGINT) AS all_numerator,
    CAST(sum(denominator) AS BIGINT) AS all_denominator
FROM indicator_values
WHERE school_id <> 'office'
GROUP BY indicator, year
ORDER BY indicator, year
