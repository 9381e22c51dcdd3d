/*---
position = 25
title = "Staff trained"
plan = ["II.4.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "staff"
numerator = "Staff trained"
denominator = "Managers, teachers and employees"
left_out = "Schools without a report or without this answer"
note = "Persons, not attendances"
why_it_matters = "Staff without training miss the signs and handle their first case wrongly"
of = "staff"
next_review = 2027-01-31

[[examples]]
statements = [{item = "staff_trained", value = 12}]
staffing = [{managers = 2, teachers = 10, employees = 3}]
numerator = 12
denominator = 15
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, staff.persons AS denominator
FROM answers
JOIN staff ON staff.school_id = answers.school_id AND staff.year = answers.year
WHERE answers.item = 'staff_trained'
