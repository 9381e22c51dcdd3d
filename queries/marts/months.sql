/*---
question = "Which months of the plan are over, and which year does each belong to"
answer = "one row per month that is over on the as-of day; whole: the whole month is in the plan"
key = ["month"]
needs = ["years"]
---*/
WITH begun AS (
    SELECT CAST(unnest(generate_series(
        date_trunc('month', (SELECT min(starts_on) FROM years)),
        (SELECT CAST(as_of AS TIMESTAMP) FROM snapshot), INTERVAL 1 MONTH)) AS DATE) AS month
)
SELECT
    begun.month,
    last_day(begun.month) AS last_day,
    CAST(max(years.year) AS INTEGER) AS year,
    begun.month >= (SELECT min(starts_on) FROM years)
        AND last_day(begun.month) <= (SELECT max(ends_on) FROM years) AS whole
FROM begun
JOIN years ON years.starts_on <= last_day(begun.month) AND years.ends_on >= begun.month
WHERE last_day(begun.month) <= (SELECT as_of FROM snapshot)
GROUP BY begun.month
ORDER BY begun.month
