/*---
question = "What share of cases is handled within how many days, with open cases censored?"
answer = """one row per group and step while at least 5 are at risk, the first at 0 days; shares and 95% log–log band \
0–1. Kaplan–Meier; Aalen–Johansen where cases of the group ended otherwise. Of more than 1,000 cases each thousandth \
is one row, as it stands at its last moment; stopped and ended_otherwise count since the row before"""
child = true
own = "schools"
columns = [
  "group",
  {name = "days", kind = "number", vi = "Trong vòng", en = "Within", decimals = 1, unit = "ngày", privacy = "child"},
  "at_risk",
  {name = "stopped", vi = "Xong lúc đó", en = "Handled then"},
  {name = "ended_otherwise", like = "ended_cases", vi = "Kết thúc khác lúc đó", en = "Ended otherwise then"},
  {name = "share_handled", kind = "share", vi = "Tỷ lệ đã xong", en = "Share handled", privacy = "child"},
  {name = "lower", kind = "share", vi = "95% từ", en = "95% from", privacy = "child"},
  {name = "upper", kind = "share", vi = "95% đến", en = "95% to", privacy = "child"},
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
        count(*) FILTER (WHERE ending = 'ended_otherwise') AS other,
        count(*) FILTER (WHERE ending <> 'start') AS leaving
    FROM (SELECT * FROM cases UNION ALL SELECT DISTINCT group_name, CAST(0 AS DOUBLE), 'start' FROM cases) AS points
    GROUP BY group_name, days
),
counts AS (
    SELECT *, sum(leaving) OVER past AS left_by, sum(leaving) OVER whole AS total
    FROM times
    WINDOW
        past AS (PARTITION BY group_name ORDER BY days),
        whole AS (PARTITION BY group_name ORDER BY days ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
steps AS (
    -- n at risk, d leaving. Open cases make no step, but the last of them sets the end of the curve.
    SELECT
        group_name, days, stopped, other, CAST(total - left_by + leaving AS DOUBLE) AS n, CAST(stopped + other AS DOUBLE) AS d,
        CASE WHEN days = 0 THEN -1 WHEN total <= 1000 THEN left_by - leaving ELSE floor(1000 * (left_by - leaving) / total) END AS slot
    FROM counts
    WHERE total - left_by + leaving >= 5 AND (stopped + other > 0 OR days = 0 OR total - left_by < 5)
),
survivals AS (
    -- The running product as a sum of logarithms; only the last step of a group can leave nobody at risk.
    SELECT
        *,
        exp(coalesce(sum(CASE WHEN n > d THEN ln((n - d) / n) END) OVER earlier, 0)) AS before,
        CASE WHEN n > d THEN d / (n * (n - d)) ELSE 0 END AS g
    FROM steps
    WINDOW earlier AS (PARTITION BY group_name ORDER BY days ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
incidences AS (
    -- f, the share handled, is a sum of steps, so that it never falls.
    SELECT *, sum(before * stopped / n) OVER (PARTITION BY group_name ORDER BY days) AS f FROM survivals
),
slots AS (
    SELECT
        group_name, slot, max(days) AS days, min(n) AS n, sum(stopped) AS stopped, sum(other) AS other, max(f) AS f,
        min(n - d) = 0 AS nobody_left,
        sum(g ORDER BY days) AS g, sum(g * f ORDER BY days) AS gf, sum(g * f * f ORDER BY days) AS gff,
        sum(before * before * stopped * (n - stopped) / (n * n * n) ORDER BY days) AS own,
        sum(before * stopped / (n * n) ORDER BY days) AS cross_e, sum(f * before * stopped / (n * n) ORDER BY days) AS cross_f
    FROM incidences
    GROUP BY group_name, slot
),
variances AS (
    -- Greenwood's sum; where cases ended otherwise the delta-method variance of f, the running sum of
    -- (f - f_i)^2 d/(n(n - d)) + before^2 stopped (n - stopped)/n^3 - 2 (f - f_i) before stopped/n^2.
    -- Without other endings the second equals the first, but it loses digits where f is near 1.
    SELECT
        group_name, days, n, stopped, other,
        CASE WHEN nobody_left AND NOT competing THEN 1 ELSE f END AS f,
        CASE
            WHEN competing THEN f * f * sum(g) OVER past - 2 * f * sum(gf) OVER past + sum(gff) OVER past
                + sum(own) OVER past - 2 * (f * sum(cross_e) OVER past - sum(cross_f) OVER past)
            ELSE (1 - f) * (1 - f) * sum(g) OVER past
        END AS variance
    FROM (SELECT *, sum(other) OVER (PARTITION BY group_name) > 0 AS competing FROM slots) AS known
    WINDOW past AS (PARTITION BY group_name ORDER BY slot)
),
spreads AS (
    -- A spread of 30 already reaches from 0 to 1; more would only overflow.
    SELECT *, CASE WHEN f > 0 AND f < 1
        THEN least(1.959963984540054 * sqrt(greatest(variance, 0)) / abs((1 - f) * ln(1 - f)), 30) END AS spread
    FROM variances
)
SELECT
    group_name AS "group", days, CAST(n AS BIGINT) AS at_risk,
    CAST(stopped AS BIGINT) AS stopped, CAST(other AS BIGINT) AS ended_otherwise,
    f AS share_handled, 1 - pow(1 - f, exp(-spread)) AS lower, 1 - pow(1 - f, exp(spread)) AS upper
FROM spreads
ORDER BY group_name, days
