/*---
position = 10
title.vi = "Trường có tổ tư vấn"
title.en = "Schools with a counselling team"
plan = ["II.2.2", "IV.2.6"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator.vi = "Trường có tổ tư vấn học đường"
numerator.en = "Schools with a counselling team"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
note.vi = "Giá trị là phần đã xác nhận; trường chưa báo cáo là chưa rõ và vẫn nằm ở mẫu số"
note.en = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters.vi = "Học sinh nói với người ở trường mà em tin trước khi nói với cơ quan nào khác"
why_it_matters.en = "A pupil tells somebody trusted at school before any authority hears of it"
next_review = 2027-01-31
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'counselling_team'
