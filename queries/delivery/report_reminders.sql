/*---
question = "Which schools are to be reminded of a report that is missing, empty or not yet due, and where are they?"
answer = """one row per school and chosen year, grouped by the parameter by; state empty: received on submitted_on without one figure of the \
year; days_past_due in days at the end of the snapshot's day, empty before the due day, and then days_left"""
child = false
columns = [
  "year",
  {name = "state", like = "report_state"},
  "due_on",
  {name = "days_past_due", kind = "count", title = "Days past due", unit = "ngày"},
  {name = "days_left", kind = "count", title = "Days left", unit = "ngày"},
  "school_id", "school", "level",
  {name = "unit_2025", kind = "text", title = "Unit since units changed"},
  {name = "commune", kind = "text", title = "Commune before units changed"},
  "submitted_on",
]

[params.by]
default = "unit_2025"
allowed = ["unit_2025", "commune", "days"]
---*/
SELECT
    states.year, states.state, states.due_on,
    CASE WHEN states.due_on < snapshot.as_of THEN CAST(date_diff('day', states.due_on, snapshot.as_of) AS BIGINT) END AS days_past_due,
    CASE WHEN states.due_on >= snapshot.as_of THEN CAST(date_diff('day', snapshot.as_of, states.due_on) AS BIGINT) END AS days_left,
    states.school_id, places.name AS school, places.level,
    places.successor_name AS unit_2025, places.commune_name AS commune, states.submitted_on
FROM report_states AS states
JOIN school_years AS places ON places.school_id = states.school_id AND places.year = states.year
CROSS JOIN snapshot
WHERE states.state IN ('missing', 'empty', 'not_due')
  AND (len($years) = 0 OR list_contains($years, states.year))
  AND (len($schools) = 0 OR list_contains($schools, states.school_id))
ORDER BY
    CASE $by WHEN 'unit_2025' THEN places.successor_name WHEN 'commune' THEN places.commune_name END COLLATE vi NULLS LAST,
    states.due_on, places.place
