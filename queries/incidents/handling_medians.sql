/*---
question = "Within how many days is half of the cases handled, with open cases censored?"
answer = """one row per group; median_days by Kaplan–Meier, or Aalen–Johansen where cases ended otherwise, null while \
less than half is handled ("chưa đạt"); at_risk is the number of cases behind the median"""
child = true
base = "handling_times"
own = "schools"
columns = [
  "group", "cases", "stopped", "open",
  {name = "ended_otherwise", like = "ended_cases"},
  {name = "median_days", kind = "number", title = "Half handled within", decimals = 1, unit = "ngày", privacy = "child", note = "Empty: less than half is handled"},
  "at_risk",
]
---*/
WITH halves AS (
    -- A share that misses one half only by rounding counts as one half.
    SELECT *, CASE WHEN share >= 0.5 - 1e-9 THEN days END AS half_days FROM handling_times
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
