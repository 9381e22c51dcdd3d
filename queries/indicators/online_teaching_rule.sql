/*---
position = 16
title.vi = "Trường có quy chế dạy học trực tuyến"
title.en = "Schools with online-teaching rules"
plan = ["IV.2.1", "IV.1.2"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator.vi = "Trường có quy chế quản lý dạy học trực tuyến"
numerator.en = "Schools with online-teaching rules"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
note.vi = "Giá trị là phần đã xác nhận; trường chưa báo cáo là chưa rõ và vẫn nằm ở mẫu số"
note.en = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters.vi = "Học trực tuyến đưa người lạ vào lớp học; quy chế quy định ai được vào và ai giám sát"
why_it_matters.en = "Online lessons let strangers into the classroom; the rule says who may enter and who watches"
next_review = 2027-01-31
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'online_teaching_rule'
