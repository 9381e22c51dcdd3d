/*---
question = "Did each school's yearly report arrive, and when?"
answer = "one row per school and year in which a report is expected; exactly one state each: on_time, late, empty (received without one figure of the year, not counted as a report), missing, not_due; days_late in days"
child = false
columns = [
  "school_id", "year",
  {name = "due_on", required = true},
  "submitted_on",
  {name = "state", like = "report_state"},
  "days_late",
]
key = ["school_id", "year"]
---*/
SELECT school_id, year, due_on, submitted_on, state, days_late
FROM report_states
WHERE (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
ORDER BY year, school_id
