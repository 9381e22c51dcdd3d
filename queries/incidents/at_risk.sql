/*---
question = "How many cases are still under observation after so many days?"
answer = """one row per group and mark of the axis (days); at_risk: the cases neither stopped, ended otherwise nor \
censored before that moment, on which the curve rests there"""
child = true
base = "handling_times"
own = "schools"
columns = [
  "group",
  {name = "days", kind = "number", title = "Within", decimals = 1, unit = "ngày"},
  "at_risk",
]
---*/
WITH marks AS (
    SELECT false AS by_hours, unnest([0, 7, 14, 30, 60, 90, 120, 180, 270, 360, 540, 720]) AS days
    UNION ALL
    SELECT true, unnest([0, 3, 6, 12, 24, 48, 72, 120, 168, 336, 720]) / 24.0
),
hourly AS (
    -- Every mark is a whole hour, so cases are counted by hour before the join with the marks.
    SELECT
        group_name, coalesce(unit = 'hours', false) AS by_hours, floor(days * 24) AS hours,
        sum(stopped + still_open + other) AS cases
    FROM handling_times
    GROUP BY ALL
)
SELECT
    group_name AS "group", CAST(marks.days AS DOUBLE) AS days,
    CAST(coalesce(sum(cases) FILTER (WHERE hours >= round(marks.days * 24)), 0) AS BIGINT) AS at_risk
FROM hourly
JOIN marks USING (by_hours)
GROUP BY group_name, marks.days
ORDER BY group_name, marks.days
