/*---
question = "Which cases are past their limit and still not handled, the oldest first?"
answer = "one row per case and clock overdue as of the snapshot's day; days_overdue in days begun; owner is who has to act"
child = true
---*/
SELECT
    clock, subject, subject_id, school_id, started_at, due_at,
    CAST(ceil(date_diff('second', due_at, read_at) / 86400.0) AS BIGINT) AS days_overdue,
    "limit", unit, source, basis,
    -- The emergency measure is the commune people's committee's; whoever holds the case does the rest.
    CASE WHEN clock = 'emergency' THEN 'commune' WHEN school_id = 'office' THEN 'office' ELSE 'school' END AS owner
FROM clocks
WHERE state = 'overdue'
  AND (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
ORDER BY due_at, started_at, clock, subject_id
