/*---
position = 17
title.vi = "Đội ngũ được phổ biến quy tắc ứng xử"
title.en = "Staff briefed on the code of conduct"
plan = ["IV.2.4"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "staff"
numerator.vi = "Cán bộ, giáo viên, nhân viên được phổ biến"
numerator.en = "Staff briefed on the code"
denominator.vi = "Cán bộ, giáo viên, nhân viên"
denominator.en = "Managers, teachers and employees"
left_out.vi = "Trường chưa báo cáo hoặc chưa trả lời mục này"
left_out.en = "Schools without a report or without this answer"
note.vi = "Đếm người, không đếm lượt"
note.en = "Persons, not attendances"
why_it_matters.vi = "Người lớn biết quy tắc thì không tự gây hại và nhận ra khi đồng nghiệp gây hại"
why_it_matters.en = "Adults who know the code do no harm themselves and notice when a colleague does"
of.vi = "người"
of.en = "staff"
next_review = 2027-01-31
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, staff.persons AS denominator
FROM answers
JOIN staff ON staff.school_id = answers.school_id AND staff.year = answers.year
WHERE answers.item = 'staff_briefed_on_code'
