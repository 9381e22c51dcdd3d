/*---
question = "Within how many days is half of the cases handled, with open cases censored?"
answer = """one row per group; median_days by Kaplan–Meier, or Aalen–Johansen where cases ended otherwise, null while \
less than half is handled ("chưa đạt"); at_risk is the number of cases behind the median"""
child = true
own = "schools"
columns = [
  "group", "cases", "stopped", "open",
  {name = "ended_otherwise", like = "ended_cases"},
  {name = "median_days", kind = "number", vi = "Một nửa xong trong", en = "Half handled within", decimals = 1, unit = "ngày", privacy = "child", note = {vi = "Trống: chưa xong một nửa", en = "Empty: less than half is handled"}},
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
        days, ending
    FROM clocks
    WHERE clock = $clock AND days IS NOT NULL
      AND (len($years) = 0 OR list_contains($years, year))
      AND (len($schools) = 0 OR list_contains($schools, school_id))
),
times AS (
    SELECT
        group_name, days,
        count(*) FILTER (WHERE ending = 'stopped') AS stopped,
        count(*) FILTER (WHERE ending = 'open') AS still_open,
        count(*) FILTER (WHERE ending = 'ended_otherwise') AS other,
        sum(count(*)) OVER (PARTITION BY group_name ORDER BY days DESC) AS at_risk
    FROM cases
    GROUP BY group_name, days
),
survivals AS (
    -- The running product as a sum of logarithms; no step follows once nobody is left at risk.
    SELECT
        *,
        exp(coalesce(sum(CASE WHEN at_risk > stopped + other
            THEN ln((at_risk - stopped - other) / CAST(at_risk AS DOUBLE)) END) OVER earlier, 0)) AS before
    FROM times
    WINDOW earlier AS (PARTITION BY group_name ORDER BY days ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
shares AS (
    SELECT *, sum(before * stopped / at_risk) OVER (PARTITION BY group_name ORDER BY days) AS share
    FROM survivals
),
halves AS (
    -- A share that misses one half only by rounding counts as one half.
    SELECT *, CASE WHEN share >= 0.5 - 1e-9 THEN days END AS half_days FROM shares
)
SELECT
    group_name AS "group",
    CAST(sum(stopped + still_open + other) AS BIGINT) AS cases,
    CAST(sum(stopped) AS BIGINT) AS stopped,
    CAST(sum(still_open) AS BIGINT) AS open,
    CAST(sum(other) AS BIGINT) AS ended_otherwise,
    min(half_days) AS median_days,
    CAST(max(CASE WHEN half_days IS NOT NULL THEN at_risk END) AS BIGINT) AS at_risk
FROM halves
GROUP BY group_name
ORDER BY group_name
