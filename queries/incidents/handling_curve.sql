/*---
question = "What share of cases is handled within how many days, with open cases censored?"
answer = """one row per group and step while at least 5 are at risk, the first at 0 days; shares and 95% log–log band \
0–1. Kaplan–Meier; Aalen–Johansen where cases of the group ended otherwise. Of more than 1,000 cases each thousandth \
is one row, as it stands at its last moment; stopped and ended_otherwise count since the row before"""
child = true
base = "handling_times"
own = "schools"
columns = [
  "group",
  {name = "days", kind = "number", title = "Within", decimals = 1, unit = "ngày", privacy = "child"},
  "at_risk",
  {name = "stopped", title = "Handled then"},
  {name = "ended_otherwise", like = "ended_cases", title = "Ended otherwise then"},
  {name = "share_handled", kind = "share", title = "Share handled", privacy = "child"},
  {name = "lower", kind = "share", title = "95% from", privacy = "child"},
  {name = "upper", kind = "share", title = "95% to", privacy = "child"},
]
---*/
WITH times AS (
    -- Every curve starts at 0 days.
    SELECT group_name, days, stopped, other, at_risk, still_open, before, share FROM handling_times
    UNION ALL BY NAME
    SELECT group_name, CAST(0 AS DOUBLE) AS days, 0 AS stopped, 0 AS other, max(at_risk) AS at_risk, 0 AS still_open, CAST(1 AS DOUBLE) AS before, CAST(0 AS DOUBLE) AS share
    FROM handling_times GROUP BY group_name HAVING min(days) > 0
),
totals AS (
    SELECT *, max(at_risk) OVER (PARTITION BY group_name) AS total FROM times
),
steps AS (
    -- n at risk, d leaving, f the share handled. Open cases make no step, but the last of them sets the end of the curve.
    SELECT
        group_name, days, stopped, other, before, share AS f, CAST(at_risk AS DOUBLE) AS n, CAST(stopped + other AS DOUBLE) AS d,
        -- Only the last step of a group can leave nobody at risk.
        CASE WHEN n > d THEN d / (n * (n - d)) ELSE 0 END AS g,
        CASE WHEN days = 0 THEN -1 WHEN total <= 1000 THEN total - at_risk ELSE floor(1000 * (total - at_risk) / total) END AS slot
    FROM totals
    WHERE at_risk >= 5 AND (stopped + other > 0 OR days = 0 OR at_risk - stopped - other - still_open < 5)
),
slots AS (
    SELECT
        group_name, slot, max(days) AS days, min(n) AS n, sum(stopped) AS stopped, sum(other) AS other, max(f) AS f,
        min(n - d) = 0 AS nobody_left,
        sum(g ORDER BY days) AS g, sum(g * f ORDER BY days) AS gf, sum(g * f * f ORDER BY days) AS gff,
        sum(before * before * stopped * (n - stopped) / (n * n * n) ORDER BY days) AS own,
        sum(before * stopped / (n * n) ORDER BY days) AS cross_e, sum(f * before * stopped / (n * n) ORDER BY days) AS cross_f
    FROM steps
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
