/*---
question = "Was each case handled within its limit, and under which rule?"
answer = "one row per case and clock as of the snapshot's day; moments are local time, hours_taken is exact, null for a case that is not stopped"
child = true
own = "schools"
columns = [
  "subject", "subject_id",
  {name = "school_id", like = "any_school"},
  {name = "year", required = false},
  "clock", "started_at",
  {name = "stopped_at", kind = "moment", title = "Stopped at", privacy = "child"},
  "due_at",
  {name = "state", kind = "code", title = "State", required = true, codes = "clock_state", privacy = "child"},
  {name = "hours_taken", kind = "number", title = "Time taken", decimals = 1, unit = "giờ", privacy = "child"},
  "limit",
  {name = "unit", like = "limit_unit"},
  {name = "source", like = "deadline_source"},
  "basis",
]
key = ["subject", "subject_id", "clock"]
---*/
SELECT
    subject, subject_id, school_id, year, clock, started_at, stopped_at, due_at, state, hours_taken,
    "limit", unit, source, basis
FROM clocks
WHERE (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
ORDER BY subject, subject_id, clock
