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
note.vi = "Giá trị là phần đã xác nhận; trường chưa báo cáo là chưa rõ và vẫn nằm ở mẫu số"
note.en = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters.vi = "Không phân công rõ thì khi có vụ việc không ai chịu trách nhiệm xử lý"
why_it_matters.en = "Where nobody is named, nobody has to act when something happens"
next_review = 2027-01-31
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'accountability_rule'
