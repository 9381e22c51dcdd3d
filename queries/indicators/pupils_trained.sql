/*---
position = 9
title = "Pupils trained in skills"
plan = ["IV.2.5"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator = "Pupils trained to protect themselves"
denominator = "Pupils enrolled"
left_out = "Schools without a report or without this answer"
note = "Persons, not attendances"
why_it_matters = "Hearing gives knowledge, practice gives skill: training teaches pupils to protect themselves"
of = "pupils"
next_review = 2027-01-31

[[examples]]
statements = [{item = "pupils_trained", value = 45}]
enrolment = [{grade = 1, pupils = 30}, {grade = 2, pupils = 28}]
numerator = 45
denominator = 58
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.pupils AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'pupils_trained'
