/*---
question = "How many cases are past a limit and not handled, how many of them are newly overdue, and how many yearly reports are?"
answer = """one row, as of the snapshot's day and over all years: cases (incidents, removals, violations; each once, however many \
of its limits have passed) = newly + backlog; newly: the first limit passed within the last days (newly_overdue_days of the \
assumptions) before the end of that day; reports: yearly reports that are missing or came empty"""
child = true
own = "schools"
columns = [
  "cases",
  {name = "newly", kind = "count", title = "Newly overdue", privacy = "child"},
  {name = "backlog", kind = "count", title = "Backlog", privacy = "child"},
  {name = "reports", kind = "count", title = "Reports"},
  {name = "days", kind = "count", title = "Newly overdue within", unit = "ngày"},
]
---*/
WITH late AS (
    SELECT subject, subject_id, min(due_at) AS since, min(read_at) AS read_at
    FROM clocks
    WHERE state = 'overdue' AND (len($schools) = 0 OR list_contains($schools, school_id))
    GROUP BY subject, subject_id
),
span AS (
    SELECT CAST(max(value) AS BIGINT) AS days FROM assumptions WHERE assumption = 'newly_overdue_days'
)
SELECT
    count(CASE WHEN subject <> 'report' THEN 1 END) AS cases,
    count(CASE WHEN subject <> 'report' AND since > read_at - span.days * INTERVAL 1 DAY THEN 1 END) AS newly,
    count(CASE WHEN subject <> 'report' AND since <= read_at - span.days * INTERVAL 1 DAY THEN 1 END) AS backlog,
    count(CASE WHEN subject = 'report' THEN 1 END) AS reports,
    span.days
FROM span LEFT JOIN late ON true
GROUP BY span.days
ORDER BY cases
