/*---
position = 6
title = "Parents reached"
plan = ["I.1.3", "II.2.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator = "Parents or carers reached, one counted per pupil"
denominator = "Pupils enrolled"
left_out = "Schools without a report or without this answer"
note = "Persons, not attendances"
why_it_matters = "Most of a child's time online is at home, where only parents are"
next_review = 2027-01-31

[[examples]]
statements = [{item = "parents_reached", value = 45}]
enrolment = [{grade = 1, pupils = 30}, {grade = 2, pupils = 28}]
numerator = 45
denominator = 58
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.pupils AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'parents_reached'
