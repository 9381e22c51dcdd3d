/*---
position = 7
title = "Classes with digital skills"
plan = ["II.2.2", "IV.1.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "classes"
numerator = "Classes with digital skills"
denominator = "Classes"
left_out = "Schools without a report or without this answer"
why_it_matters = "Digital skills taught in lessons reach every pupil, also those who miss an awareness session"
of = "classes"
next_review = 2027-01-31

[[examples]]
statements = [{item = "classes_with_digital_skills", value = 3}]
enrolment = [{grade = 1, classes = 2}, {grade = 2, classes = 3}]
numerator = 3
denominator = 5
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.classes AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'classes_with_digital_skills'
