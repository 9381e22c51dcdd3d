/*---
question = "Of the yearly reports expected, how many came on time, came late, came empty, are missing, are not yet due?"
answer = """one row per year begun, and one for the chosen years together (year empty); the five states add up to expected; \
received = on_time + late + empty; empty: received without one figure of the year, and not counted as a report"""
child = false
columns = [
  {name = "year", like = "any_year"},
  "due_on", "expected", "on_time", "late", "empty", "missing", "not_due",
  {name = "received", kind = "count", title = "Received"},
  {name = "latest_days", kind = "count", title = "Longest delay", unit = "ngày"},
]
---*/
WITH states AS (
    SELECT * FROM report_states
    WHERE len($schools) = 0 OR list_contains($schools, school_id)
),
shown AS (
    SELECT year, report_due_on, year AS of_year FROM years
    UNION ALL
    SELECT NULL, NULL, year FROM years WHERE len($years) = 0 OR list_contains($years, year)
)
SELECT
    shown.year, shown.report_due_on AS due_on,
    count(states.school_id) AS expected,
    count(*) FILTER (WHERE states.state = 'on_time') AS on_time,
    count(*) FILTER (WHERE states.state = 'late') AS late,
    count(*) FILTER (WHERE states.state = 'empty') AS "empty",
    count(*) FILTER (WHERE states.state = 'missing') AS missing,
    count(*) FILTER (WHERE states.state = 'not_due') AS not_due,
    count(*) FILTER (WHERE states.state IN ('on_time', 'late', 'empty')) AS received,
    max(states.days_late) AS latest_days
FROM shown
LEFT JOIN states ON states.year = shown.of_year
GROUP BY shown.year, shown.report_due_on
ORDER BY shown.year NULLS LAST
