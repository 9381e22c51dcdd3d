/*---
question = "What are the district's numerators and denominators of indicators that count children's cases"
answer = "one row per such indicator and year, and one for all years begun together (year empty); what sums over masked schools are looked up in, since they cannot be added up"
key = ["indicator", "year"]
needs = ["indicator_values"]
---*/
WITH facts AS (
    SELECT indicator_values.*
    FROM indicator_values JOIN indicators USING (indicator)
    WHERE indicators.child AND state IN ('value', 'no_cases')
)
SELECT indicator, year, CAST(sum(numerator) AS BIGINT) AS numerator, CAST(sum(denominator) AS BIGINT) AS denominator
FROM (SELECT indicator, year, numerator, denominator FROM facts
    UNION ALL SELECT indicator, NULL, numerator, denominator FROM facts) AS spread
GROUP BY indicator, year
ORDER BY indicator, year NULLS LAST
