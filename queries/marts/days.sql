/*---
question = "Which year of the plan does each day belong to"
answer = "one row per day of the years begun"
key = ["day"]
needs = ["years"]
---*/
-- Events join their year by day, because a join of a million events with five spans is much slower.
WITH series AS (
    SELECT unnest(generate_series(starts_on, ends_on, INTERVAL 1 DAY)) AS day, year FROM years
)
SELECT CAST(day AS DATE) AS day, year
FROM series
ORDER BY day
