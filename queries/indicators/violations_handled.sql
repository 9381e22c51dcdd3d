/*---
position = 3
title = "Violations handled"
plan = ["I.2.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "violations"
held_by = "both"
child = true
numerator = "Violations with a handling date"
denominator = "Violations denounced or detected"
left_out = "Cases not upheld"
note = "The plan says “strive for”; counted in the year found"
why_it_matters = "A violation that is not handled is repeated with another child"
of = "violations"
next_review = 2027-01-31

[[examples]]
violations = [
  {handled_on = 2024-04-15, handling = "reminder"},
  {handled_on = 2024-04-15, handling = "not_upheld"},
  {},
]
numerator = 1
denominator = 2
---*/
SELECT school_id, year, count(handled_on) AS numerator, count(*) AS denominator
FROM violations_in_year
GROUP BY school_id, year
