/*---
position = 7
title.vi = "Lớp lồng ghép kỹ năng số"
title.en = "Classes with digital skills"
plan = ["II.2.2", "IV.1.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "classes"
numerator.vi = "Lớp có lồng ghép kỹ năng số"
numerator.en = "Classes with digital skills"
denominator.vi = "Lớp"
denominator.en = "Classes"
left_out.vi = "Trường chưa báo cáo hoặc chưa trả lời mục này"
left_out.en = "Schools without a report or without this answer"
why_it_matters.vi = "Kỹ năng số dạy trong giờ học đến được mọi học sinh, kể cả em không dự buổi tuyên truyền"
why_it_matters.en = "Digital skills taught in lessons reach every pupil, also those who miss an awareness session"
of.vi = "lớp"
of.en = "classes"
next_review = 2027-01-31
---*/
SELECT answers.school_id, answers.year, answers.value AS numerator, enrolled.classes AS denominator
FROM answers
JOIN enrolled ON enrolled.school_id = answers.school_id AND enrolled.year = answers.year
WHERE answers.item = 'classes_with_digital_skills'
