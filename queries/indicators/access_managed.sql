/*---
position = 21
title = "Schools managing network access"
plan = ["II.3.2"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator = "Schools that manage pupils' network access"
denominator = "Schools in scope"
note = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters = "Where access is not managed, pupils reach harmful content at school itself, in the school's care"
next_review = 2027-01-31

[[examples]]
statements = [{item = "access_managed", value = 1}]
numerator = 1
denominator = 1

[[examples]]
statements = [{item = "access_managed", value = 0}]
numerator = 0
denominator = 1
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'access_managed'
