/*---
position = 10
title = "Schools with a counselling team"
plan = ["II.2.2", "IV.2.6"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator = "Schools with a counselling team"
denominator = "Schools in scope"
note = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters = "A pupil tells somebody trusted at school before any authority hears of it"
next_review = 2027-01-31

[[examples]]
statements = [{item = "counselling_team", value = 1}]
numerator = 1
denominator = 1

[[examples]]
statements = [{item = "counselling_team", value = 0}]
numerator = 0
denominator = 1
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'counselling_team'
