/*---
question = "How long does each stage of a case take, with open stages censored?"
answer = """one row per stage: cases that reached it, and the median days from the stage before (assessed: from receipt; \
plan: from assessment; support: from the plan, or the request where that came later; closed: from the last of them); \
null while less than half is through); 0 days for a stage done before the stage that precedes it"""
child = true
own = "schools"
columns = [
  {name = "stage", kind = "code", title = "Stage", required = true, codes = "stage"},
  {name = "cases", title = "Reached it"},
  {name = "stopped", kind = "count", title = "Through", privacy = "child"},
  {name = "open", kind = "count", title = "Still in it", privacy = "child"},
  {name = "ended_otherwise", like = "ended_cases"},
  {name = "median_days", kind = "number", title = "Half through within", decimals = 1, unit = "ngày", privacy = "child"},
]
---*/
WITH cases AS (
    SELECT
        received_at, assessed_at, plan_issued_at, support_requested_at, support_started_at, closed_at, outcome,
        snapshot.as_of + INTERVAL 1 DAY AS read_at,
        greatest(plan_issued_at, support_requested_at) AS support_begins_at,
        greatest(received_at, assessed_at, plan_issued_at, support_started_at) AS last_at
    FROM incidents_in_year AS incidents
    CROSS JOIN snapshot
    WHERE (len($years) = 0 OR list_contains($years, year))
      AND (len($schools) = 0 OR list_contains($schools, school_id))
),
stages AS (
    SELECT 1 AS position, received_at AS began_at, assessed_at AS done_at, closed_at, read_at FROM cases
    UNION ALL
    SELECT 2, assessed_at, plan_issued_at, closed_at, read_at FROM cases WHERE assessed_at IS NOT NULL
    UNION ALL
    SELECT 3, support_begins_at, support_started_at, closed_at, read_at
    FROM cases WHERE plan_issued_at IS NOT NULL AND support_requested_at IS NOT NULL
    UNION ALL
    SELECT 4, last_at, CASE WHEN outcome = 'resolved' THEN closed_at END, closed_at, read_at
    FROM cases
    WHERE plan_issued_at IS NOT NULL AND (support_requested_at IS NULL OR support_started_at IS NOT NULL)
),
waits AS (
    -- A case closed without the stage ended otherwise.
    SELECT
        position,
        CASE WHEN done_at IS NOT NULL THEN 'stopped' WHEN closed_at IS NOT NULL THEN 'other' ELSE 'open' END AS ending,
        greatest(date_diff('second', began_at, coalesce(done_at, closed_at, read_at)), 0) AS seconds
    FROM stages
),
times AS (
    SELECT
        position, seconds,
        count(*) FILTER (WHERE ending = 'stopped') AS stopped,
        count(*) FILTER (WHERE ending = 'open') AS still_open,
        count(*) FILTER (WHERE ending = 'other') AS other,
        sum(count(*)) OVER (PARTITION BY position ORDER BY seconds DESC) AS at_risk
    FROM waits
    GROUP BY position, seconds
),
survivals AS (
    SELECT
        *,
        exp(coalesce(sum(CASE WHEN at_risk > stopped + other
            THEN ln((at_risk - stopped - other) / CAST(at_risk AS DOUBLE)) END) OVER earlier, 0)) AS before
    FROM times
    WINDOW earlier AS (PARTITION BY position ORDER BY seconds ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
shares AS (
    SELECT *, sum(before * stopped / at_risk) OVER (PARTITION BY position ORDER BY seconds) AS share FROM survivals
)
SELECT
    ['assessed', 'plan', 'support', 'closed'][position] AS stage,
    CAST(sum(stopped + still_open + other) AS BIGINT) AS cases,
    CAST(sum(stopped) AS BIGINT) AS stopped,
    CAST(sum(still_open) AS BIGINT) AS open,
    CAST(sum(other) AS BIGINT) AS ended_otherwise,
    -- A share that misses one half only by rounding counts as one half.
    min(CASE WHEN share >= 0.5 - 1e-9 THEN seconds END) / 86400.0 AS median_days
FROM shares
GROUP BY position
ORDER BY position
