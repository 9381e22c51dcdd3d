/*---
position = 14
title = "Schools with an accountability rule"
plan = ["II.1.1"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator = "Schools with a rule on the head's accountability"
denominator = "Schools in scope"
note = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters = "Where nobody is named, nobody has to act when something happens"
next_review = 2027-01-31

[[examples]]
statements = [{item = "accountability_rule", value = 1}]
numerator = 1
denominator = 1

[[examples]]
statements = [{item = "accountability_rule", value = 0}]
numerator = 0
denominator = 1
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'accountability_rule'
