/*---
question = "What did each school send for each year?"
answer = """one row per school in scope and year: rows of each table; report: on_time, late, empty, missing or not_due, empty where none is expected; \
statements: items answered; 0: the table has no row, which is a missing answer and not the answer none"""
child = false
columns = [
  "school_id", "school", "year",
  {name = "report", kind = "code", title = "Report", codes = "report"},
  "due_on", "submitted_on", "days_late",
  {name = "statements", kind = "count", title = "Items answered"},
  {name = "enrolment", kind = "count", title = "Rows of enrolment"},
  {name = "staffing", kind = "count", title = "Rows of staff"},
  {name = "activities", kind = "count", title = "Rows of activities"},
  {name = "service_use", kind = "count", title = "Rows of services used"},
  {name = "funding", kind = "count", title = "Rows of funding"},
]
---*/
WITH answered AS (
    SELECT school_id, year, count(*) AS items FROM statements
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
),
rolls AS (
    SELECT school_id, year, count(*) AS grades FROM enrolment
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
),
people AS (
    SELECT school_id, year, count(*) AS rows FROM staffing
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
),
activity_counts AS (
    SELECT school_id, year, count(*) AS activities FROM activities_in_year
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
),
uses AS (
    SELECT school_id, year, count(*) AS services FROM service_use
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
),
money AS (
    SELECT payer AS school_id, year, count(*) AS sources FROM funding
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY payer, year
)
SELECT
    school_years.school_id, school_years.name AS school, school_years.year,
    report_states.state AS report, report_states.due_on, report_states.submitted_on, report_states.days_late,
    coalesce(answered.items, 0) AS statements, coalesce(rolls.grades, 0) AS enrolment,
    coalesce(people.rows, 0) AS staffing, coalesce(activity_counts.activities, 0) AS activities,
    coalesce(uses.services, 0) AS service_use, coalesce(money.sources, 0) AS funding
FROM school_years
LEFT JOIN report_states ON report_states.school_id = school_years.school_id AND report_states.year = school_years.year
LEFT JOIN answered ON answered.school_id = school_years.school_id AND answered.year = school_years.year
LEFT JOIN rolls ON rolls.school_id = school_years.school_id AND rolls.year = school_years.year
LEFT JOIN people ON people.school_id = school_years.school_id AND people.year = school_years.year
LEFT JOIN activity_counts ON activity_counts.school_id = school_years.school_id AND activity_counts.year = school_years.year
LEFT JOIN uses ON uses.school_id = school_years.school_id AND uses.year = school_years.year
LEFT JOIN money ON money.school_id = school_years.school_id AND money.year = school_years.year
WHERE school_years.in_scope
  AND (len($years) = 0 OR list_contains($years, school_years.year))
  AND (len($schools) = 0 OR list_contains($schools, school_years.school_id))
ORDER BY school_years.place, school_years.year
