/*---
position = 6
title.vi = "Cha mẹ được truyền thông"
title.en = "Parents reached"
plan = ["I.1.3", "II.2.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator.vi = "Cha mẹ, người chăm sóc được truyền thông, mỗi học sinh tính một"
numerator.en = "Parents or carers reached, one counted per pupil"
denominator.vi = "Học sinh theo báo cáo quy mô"
denominator.en = "Pupils enrolled"
left_out.vi = "Trường chưa báo cáo hoặc chưa trả lời mục này"
left_out.en = "Schools without a report or without this answer"
note.vi = "Đếm người, không đếm lượt"
note.en = "Persons, not attendances"
why_it_matters.vi = "Phần lớn thời gian trên mạng của trẻ em là ở nhà, nơi chỉ cha mẹ có mặt"
why_it_matters.en = "Most of a child's time online is at home, where only parents are"
next_review = 2027-01-31
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.pupils AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'parents_reached'
