/*---
question = "In what state is each school's report of each year?"
answer = """one row per school and year begun, schools in Vietnamese alphabetical order; state not_applicable where no report \
is expected; empty: received without one figure of the year; days_late in days"""
child = false
columns = [
  "school_id", "school", "year",
  {name = "state", like = "report_state"},
  "due_on", "submitted_on", "days_late",
]
---*/
SELECT
    school_years.school_id, school_years.name AS school, school_years.year,
    CASE WHEN school_years.expected THEN report_states.state ELSE 'not_applicable' END AS state,
    report_states.due_on, report_states.submitted_on, report_states.days_late
FROM school_years
LEFT JOIN report_states ON report_states.school_id = school_years.school_id AND report_states.year = school_years.year
WHERE len($schools) = 0 OR list_contains($schools, school_years.school_id)
ORDER BY school_years.place, school_years.year
