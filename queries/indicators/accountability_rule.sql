/*---
position = 14
title.vi = "Trường có quy định trách nhiệm"
title.en = "Schools with an accountability rule"
plan = ["II.1.1"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator.vi = "Trường có quy định trách nhiệm người đứng đầu"
numerator.en = "Schools with a rule on the head's accountability"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
note.vi = "Trường chưa báo cáo vẫn nằm ở mẫu số"
note.en = "A school that has not reported stays in the denominator"
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'accountability_rule'
