/*---
question = "Was each case handled within its limit, and under which rule?"
answer = "one row per case and clock as of the snapshot's day; moments are local time, hours_taken exact, null unless stopped"
child = true
own = "schools"
---*/
SELECT
    subject, subject_id, school_id, year, clock, started_at, stopped_at, due_at, state, hours_taken,
    "limit", unit, source, basis
FROM clocks
WHERE (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
ORDER BY subject, subject_id, clock
