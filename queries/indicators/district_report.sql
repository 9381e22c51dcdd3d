/*---
position = 32
title = "District reports on time"
plan = ["IV.1.4"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "office"
held_by = "office"
numerator = "District reports sent by their due date"
denominator = "District reports due"
note = "District only"
why_it_matters = "The plan can be corrected above only when the district's report comes in time"
of = "reports"
next_review = 2027-01-31

[[examples]]
office_actions = [
  {kind = "district_report", done_on = 2024-12-10, due_on = 2024-12-15},
  {kind = "district_report", done_on = 2024-07-01, due_on = 2024-06-30},
]
numerator = 1
denominator = 2
---*/
SELECT
    'office' AS school_id,
    years.year,
    count(*) FILTER (WHERE office_actions.done_on <= office_actions.due_on) AS numerator,
    count(*) AS denominator
FROM office_actions
JOIN years ON office_actions.due_on BETWEEN years.starts_on AND years.ends_on
WHERE office_actions.kind = 'district_report' AND office_actions.due_on <= (SELECT as_of FROM snapshot)
GROUP BY years.year
