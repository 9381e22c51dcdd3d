/*---
question = "How many cases of a clock stop, end otherwise or are left open after how many days, group by group?"
answer = """one row per group and number of days at which a case leaves; at_risk is the number still observed until then, \
before the share not handled before it and share the share handled by it (Kaplan–Meier; Aalen–Johansen where cases \
ended otherwise)"""

[params.clock]
default = "closure"
codes = "clock"

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
        days, ending, unit
    FROM clocks
    WHERE clock = $clock AND days IS NOT NULL
      AND (len($years) = 0 OR list_contains($years, year))
      AND (len($schools) = 0 OR list_contains($schools, school_id))
),
times AS (
    SELECT
        group_name, days, any_value(unit) AS unit,
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
)
-- A sum of steps, so that the share never falls.
SELECT *, sum(before * stopped / at_risk) OVER (PARTITION BY group_name ORDER BY days) AS share
FROM survivals
