/*---
question = "How many activities did this school hold in each month?"
answer = "one row per month of the plan that has begun and in which the school was open; attendances in lượt"
child = false

[params.school]
default = ""
---*/
WITH months AS (
    SELECT CAST(unnest(generate_series(
        date_trunc('month', (SELECT min(starts_on) FROM years)),
        (SELECT CAST(as_of AS TIMESTAMP) FROM snapshot), INTERVAL 1 MONTH)) AS DATE) AS month
),
held AS (
    SELECT
        CAST(date_trunc('month', held_on) AS DATE) AS month,
        count(*) AS activities,
        count(*) FILTER (WHERE kind = 'awareness') AS awareness,
        sum(attendances) AS attendances
    FROM activities_in_year
    WHERE school_id = $school
    GROUP BY ALL
)
SELECT
    CAST(year(months.month) AS INTEGER) AS year, months.month,
    CAST(coalesce(held.activities, 0) AS BIGINT) AS activities,
    CAST(coalesce(held.awareness, 0) AS BIGINT) AS awareness,
    CAST(coalesce(held.attendances, 0) AS BIGINT) AS attendances
FROM months
LEFT JOIN held USING (month)
JOIN schools ON schools.school_id = $school
WHERE last_day(months.month) >= coalesce(schools.opened_on, months.month)
  AND months.month <= coalesce(schools.closed_on, months.month)
ORDER BY months.month
