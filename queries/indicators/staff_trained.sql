/*---
position = 25
title.vi = "Đội ngũ được bồi dưỡng"
title.en = "Staff trained"
plan = ["II.4.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "staff"
numerator.vi = "Cán bộ, giáo viên, nhân viên được bồi dưỡng"
numerator.en = "Staff trained"
denominator.vi = "Cán bộ, giáo viên, nhân viên"
denominator.en = "Managers, teachers and employees"
left_out.vi = "Trường chưa báo cáo hoặc chưa trả lời mục này"
left_out.en = "Schools without a report or without this answer"
note.vi = "Đếm người, không đếm lượt"
note.en = "Persons, not attendances"
why_it_matters.vi = "Người chưa được bồi dưỡng không nhận ra dấu hiệu và dễ xử lý sai vụ việc đầu tiên"
why_it_matters.en = "Staff without training miss the signs and handle their first case wrongly"
of.vi = "người"
of.en = "staff"
next_review = 2027-01-31
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, staff.persons AS denominator
FROM answers
JOIN staff ON staff.school_id = answers.school_id AND staff.year = answers.year
WHERE answers.item = 'staff_trained'
