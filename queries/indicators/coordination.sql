/*---
position = 27
title.vi = "Trường có quy trình phối hợp"
title.en = "Schools with the coordination procedure"
plan = ["II.4.3"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator.vi = "Trường có quy trình phối hợp ba môi trường"
numerator.en = "Schools with the procedure between school, family and society"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
note.vi = "Giá trị là phần đã xác nhận; trường chưa báo cáo là chưa rõ và vẫn nằm ở mẫu số"
note.en = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters.vi = "Có quy trình thì trường biết chuyển vụ việc cho ai; không có thì vụ việc nằm lại trường"
why_it_matters.en = "With a procedure a school knows to whom a case goes; without one the case stays where it is"
next_review = 2027-01-31
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'coordination_procedure'
