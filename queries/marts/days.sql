/*---
question = "In which year of the plan does each day lie"
answer = "one row per day of the years begun"
key = ["day"]
needs = ["years"]
---*/
-- Events find their year by equality with a day: a million of them meet five spans much more slowly.
SELECT CAST(unnest(generate_series(starts_on, ends_on, INTERVAL 1 DAY)) AS DATE) AS day, year
FROM years
ORDER BY day
