/*---
question = "Which months of the plan are over, and which year does each belong to"
answer = "one row per month that is over on the as-of day; whole: the whole month is in the plan"
key = ["month"]
needs = ["years"]
---*/
WITH span AS (
    SELECT CAST(date_trunc('month', min(years.starts_on)) AS DATE) AS first_month, snapshot.as_of
    FROM years CROSS JOIN snapshot
    GROUP BY snapshot.as_of
),
series AS (
    SELECT unnest(generate_series(first_month, as_of, INTERVAL 1 MONTH)) AS month FROM span
),
begun AS (
    SELECT CAST(month AS DATE) AS month FROM series
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
