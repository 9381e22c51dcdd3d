/*---
position = 5
title = "Pupils reached"
plan = ["I.1.2", "II.2.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator = "Pupils reached at least once in the year"
denominator = "Pupils enrolled"
left_out = "Schools without a report or without this answer"
note = "Persons, not attendances"
why_it_matters = "The number of sessions does not tell how many pupils heard them"
of = "pupils"
next_review = 2027-01-31

[[examples]]
statements = [{item = "pupils_reached", value = 45}]
enrolment = [{grade = 1, pupils = 30}, {grade = 2, pupils = 28}]
numerator = 45
denominator = 58
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.pupils AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'pupils_reached'
