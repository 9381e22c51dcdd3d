/*---
question = "Did this school's yearly reports arrive, and when?"
answer = "one row per year begun; state not_applicable where no report is expected"
child = false
columns = [
  "year",
  {name = "state", like = "report_state"},
  "due_on", "submitted_on", "days_late",
]

[params.school]
default = ""
---*/
SELECT
    school_years.year,
    CASE WHEN school_years.expected THEN report_states.state ELSE 'not_applicable' END AS state,
    report_states.due_on, report_states.submitted_on, report_states.days_late
FROM school_years
LEFT JOIN report_states ON report_states.school_id = school_years.school_id AND report_states.year = school_years.year
WHERE school_years.school_id = $school
ORDER BY school_years.year
