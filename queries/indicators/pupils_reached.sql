/*---
position = 5
title.vi = "Học sinh được tuyên truyền"
title.en = "Pupils reached"
plan = ["I.1.2", "II.2.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator.vi = "Học sinh được tuyên truyền ít nhất một lần trong năm"
numerator.en = "Pupils reached at least once in the year"
denominator.vi = "Học sinh theo báo cáo quy mô"
denominator.en = "Pupils enrolled"
left_out.vi = "Trường chưa báo cáo hoặc chưa trả lời mục này"
left_out.en = "Schools without a report or without this answer"
note.vi = "Đếm người, không đếm lượt"
note.en = "Persons, not attendances"
why_it_matters.vi = "Số buổi không nói lên bao nhiêu học sinh thật sự được nghe"
why_it_matters.en = "The number of sessions does not tell how many pupils heard them"
of.vi = "học sinh"
of.en = "pupils"
next_review = 2027-01-31
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.pupils AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'pupils_reached'
