/*---
question = "Which cases are past their limit and still not handled, the newly overdue first?"
answer = """one row per case and clock overdue as of the snapshot's day, with its school's name (empty: the education office); \
days_overdue counts started days; owner: the body that must act; newly: the case passed its first limit within the last days \
(newly_overdue_days of the assumptions), the others are the backlog; of: cases without the yearly reports, of them the newly overdue or the backlog, or reports only"""
child = true
own = "schools"
columns = [
  "clock", "subject", "subject_id",
  {name = "school_id", like = "any_school"},
  "school", "started_at", "due_at", "due_on",
  {name = "days_overdue", kind = "count", title = "Days overdue", unit = "ngày", privacy = "child"},
  "limit",
  {name = "unit", like = "limit_unit"},
  {name = "source", like = "deadline_source"},
  "basis",
  {name = "owner", kind = "code", title = "Who acts", codes = "owner"},
  {name = "newly", kind = "yes_no", title = "Newly overdue", privacy = "child"},
]

[params.first]
default = "all"

[params.of]
default = "all"
allowed = ["all", "cases", "newly", "backlog", "reports"]
---*/
WITH late AS (
    SELECT
        clocks.*,
        min(due_at) OVER (PARTITION BY subject, subject_id)
            > read_at - (SELECT CAST(value AS BIGINT) FROM assumptions WHERE assumption = 'newly_overdue_days') * INTERVAL 1 DAY
            AS newly
    FROM clocks
    WHERE state = 'overdue'
)
SELECT
    clock, subject, subject_id, late.school_id, schools.name AS school, started_at, due_at,
    -- The end of a day is stored as the beginning of the next one: the due day is the day before.
    CAST(due_at - INTERVAL 1 SECOND AS DATE) AS due_on,
    CAST(ceil(date_diff('second', due_at, read_at) / 86400.0) AS BIGINT) AS days_overdue,
    "limit", unit, source, basis,
    -- The commune people's committee takes the emergency measure; the owner of the case does the rest.
    CASE WHEN clock = 'emergency' THEN 'commune' WHEN late.school_id = 'office' THEN 'office' ELSE 'school' END AS owner,
    newly
FROM late
LEFT JOIN schools ON schools.school_id = late.school_id
WHERE (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, late.school_id))
  AND ($of = 'all' OR (subject = 'report') = ($of = 'reports'))
  AND ($of NOT IN ('newly', 'backlog') OR newly = ($of = 'newly'))
ORDER BY newly DESC, due_at, started_at, clock, subject_id
LIMIT CAST(nullif($first, 'all') AS INTEGER)
