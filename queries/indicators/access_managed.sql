/*---
position = 21
title.vi = "Trường quản lý truy cập mạng"
title.en = "Schools managing network access"
plan = ["II.3.2"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator.vi = "Trường quản lý việc học sinh truy cập mạng"
numerator.en = "Schools that manage pupils' network access"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
note.vi = "Giá trị là phần đã xác nhận; trường chưa báo cáo là chưa rõ và vẫn nằm ở mẫu số"
note.en = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters.vi = "Không quản lý truy cập thì học sinh vào được nội dung xấu ngay tại trường, dưới trách nhiệm của trường"
why_it_matters.en = "Where access is not managed, pupils reach harmful content at school itself, in the school's care"
next_review = 2027-01-31
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'access_managed'
