/*---
question = "How many cases are still under observation after so many days?"
answer = """one row per group and mark of the axis (days); at_risk: the cases neither stopped, ended otherwise nor \
censored before that moment, on which the curve rests there"""
child = true
own = "schools"
columns = [
  "group",
  {name = "days", kind = "number", vi = "Trong vòng", en = "Within", decimals = 1, unit = "ngày"},
  "at_risk",
]

[params.clock]
default = "closure"
allowed = ["emergency", "referral", "plan", "support", "removal", "violation", "closure", "report"]

[params.by]
default = "none"
allowed = ["none", "year", "school", "category", "severity"]
---*/
WITH cases AS (
    SELECT
        CASE $by
            WHEN 'none' THEN 'all'
            WHEN 'year' THEN CAST(year AS VARCHAR)
            WHEN 'school' THEN school_id
            WHEN 'category' THEN coalesce(category, 'not_recorded')
            WHEN 'severity' THEN coalesce(severity, 'not_recorded')
        END AS group_name,
        -- Every mark is a whole hour, so cases are counted by hour before the join with the marks.
        floor(days * 24) AS hours, unit = 'hours' AS by_hours, count(*) AS cases
    FROM clocks
    WHERE clock = $clock AND days IS NOT NULL
      AND (len($years) = 0 OR list_contains($years, year))
      AND (len($schools) = 0 OR list_contains($schools, school_id))
    GROUP BY ALL
),
marks AS (
    SELECT false AS by_hours, unnest([0, 7, 14, 30, 60, 90, 120, 180, 270, 360, 540, 720]) AS days
    UNION ALL
    SELECT true, unnest([0, 3, 6, 12, 24, 48, 72, 120, 168, 336, 720]) / 24.0
)
SELECT
    group_name AS "group", CAST(marks.days AS DOUBLE) AS days,
    CAST(coalesce(sum(cases.cases) FILTER (WHERE cases.hours >= round(marks.days * 24)), 0) AS BIGINT) AS at_risk
FROM cases
JOIN marks ON marks.by_hours = coalesce(cases.by_hours, false)
GROUP BY group_name, marks.days
ORDER BY group_name, marks.days
