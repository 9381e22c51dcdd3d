/*---
question = "What share of cases is handled within how many days, open cases kept in?"
answer = """one row per group and step while at least 5 are at risk, the first at 0 days; shares and 95% log–log band \
0–1. Kaplan–Meier; Aalen–Johansen where cases of the group ended otherwise. Of more than 1,000 steps every so many \
are shown, and stopped and ended_otherwise count since the row before"""
child = true

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
        count(*) FILTER (WHERE ending = 'ended_otherwise') AS other,
        count(*) FILTER (WHERE ending <> 'start') AS leaving
    FROM (SELECT * FROM cases UNION ALL SELECT DISTINCT group_name, CAST(0 AS DOUBLE), 'start' FROM cases) AS points
    GROUP BY group_name, days
),
risks AS (
    SELECT *, sum(leaving) OVER (PARTITION BY group_name ORDER BY days DESC) AS at_risk FROM times
),
steps AS (
    SELECT
        group_name, days, stopped, other, CAST(at_risk AS DOUBLE) AS n, CAST(stopped + other AS DOUBLE) AS d,
        row_number() OVER (PARTITION BY group_name ORDER BY days) AS step,
        max(other) OVER (PARTITION BY group_name) > 0 AS competing
    FROM risks
    -- Finding cases still open is no step, but the last such moment says how far the curve goes.
    WHERE at_risk >= 5 AND (stopped + other > 0 OR days = 0 OR at_risk - leaving < 5)
),
survivals AS (
    -- The running product as a sum of logarithms; only a group's last step can leave nobody.
    SELECT
        *,
        exp(coalesce(sum(CASE WHEN n > d THEN ln((n - d) / n) END) OVER earlier, 0)) AS before,
        ntile(1000) OVER (PARTITION BY group_name, step > 1 ORDER BY days) AS thousandth
    FROM steps
    WINDOW earlier AS (PARTITION BY group_name ORDER BY days ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
incidences AS (
    -- f is the share handled, summed up, so that it never falls; 1 where that is known exactly.
    SELECT
        *,
        CASE WHEN n > d OR competing THEN sum(before * stopped / n) OVER past ELSE 1 END AS f,
        CASE WHEN n > d THEN d / (n * (n - d)) ELSE 0 END AS g
    FROM survivals
    WINDOW past AS (PARTITION BY group_name ORDER BY days)
),
variances AS (
    -- Greenwood's sum, and the delta-method variance of f, which is Greenwood's without other endings:
    -- sum of (f - f_i)^2 d/(n(n - d)) + before^2 stopped (n - stopped)/n^3 - 2 (f - f_i) before stopped/n^2.
    SELECT
        *,
        CASE
            WHEN competing THEN f * f * sum(g) OVER past - 2 * f * sum(g * f) OVER past + sum(g * f * f) OVER past
                + sum(before * before * stopped * (n - stopped) / (n * n * n)) OVER past
                - 2 * (f * sum(before * stopped / (n * n)) OVER past - sum(f * before * stopped / (n * n)) OVER past)
            ELSE (1 - f) * (1 - f) * sum(g) OVER past
        END AS variance
    FROM incidences
    WINDOW past AS (PARTITION BY group_name ORDER BY days)
),
spreads AS (
    -- A spread of 30 already reaches from 0 to 1; more would only overflow.
    SELECT
        *,
        CASE WHEN f > 0 AND f < 1
            THEN least(1.959963984540054 * sqrt(greatest(variance, 0)) / abs((1 - f) * ln(1 - f)), 30) END AS spread,
        sum(stopped) OVER (PARTITION BY group_name, step > 1, thousandth) AS stopped_since,
        sum(other) OVER (PARTITION BY group_name, step > 1, thousandth) AS ended_since,
        row_number() OVER (PARTITION BY group_name, step > 1, thousandth ORDER BY days DESC) AS from_last
    FROM variances
)
SELECT
    group_name AS "group", days, CAST(n AS BIGINT) AS at_risk,
    CAST(stopped_since AS BIGINT) AS stopped, CAST(ended_since AS BIGINT) AS ended_otherwise,
    f AS share_handled,
    1 - pow(1 - f, exp(-spread)) AS lower,
    1 - pow(1 - f, exp(spread)) AS upper
FROM spreads
WHERE from_last = 1
ORDER BY group_name, days
