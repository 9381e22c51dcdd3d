/*---
position = 9
title.vi = "Học sinh được tập huấn kỹ năng"
title.en = "Pupils trained in skills"
plan = ["IV.2.5"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator.vi = "Học sinh được tập huấn kỹ năng tự bảo vệ"
numerator.en = "Pupils trained to protect themselves"
denominator.vi = "Học sinh theo báo cáo quy mô"
denominator.en = "Pupils enrolled"
left_out.vi = "Trường chưa báo cáo hoặc chưa trả lời mục này"
left_out.en = "Schools without a report or without this answer"
note.vi = "Đếm người, không đếm lượt"
note.en = "Persons, not attendances"
why_it_matters.vi = "Nghe là biết, thực hành mới làm được: tập huấn dạy học sinh tự bảo vệ mình"
why_it_matters.en = "Hearing gives knowledge, practice gives skill: training teaches pupils to protect themselves"
of.vi = "học sinh"
of.en = "pupils"
next_review = 2027-01-31
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.pupils AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'pupils_trained'
