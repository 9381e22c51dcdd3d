/*---
position = 18
title = "Staff violations handled"
plan = ["IV.2.2"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "violations"
held_by = "both"
child = true
numerator = "Violations by school staff with a handling date"
denominator = "Violations by school staff"
left_out = "Cases not upheld"
note = "Counted in the year found"
why_it_matters = "Where those who must protect children go unpunished, no child dares to speak"
of = "violations"
next_review = 2027-01-31

[[examples]]
violations = [
  {subject = "school_staff", handled_on = 2024-04-15, handling = "reminder"},
  {subject = "school_staff"},
  {subject = "individual", handled_on = 2024-04-15, handling = "reminder"},
]
numerator = 1
denominator = 2
---*/
SELECT school_id, year, count(handled_on) AS numerator, count(*) AS denominator
FROM violations_in_year
WHERE subject = 'school_staff'
GROUP BY school_id, year
