/*---
position = 11
title.vi = "Trường có phong trào Đoàn, Đội"
title.en = "Schools with youth campaigns"
plan = ["IV.2.6"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "activities"
held_by = "schools"
numerator.vi = "Trường có ít nhất một cuộc vận động do Đoàn hoặc Đội tổ chức"
numerator.en = "Schools with at least one campaign by the Youth Union or Young Pioneers"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
why_it_matters.vi = "Học sinh nghe bạn bè nhiều hơn nghe người lớn"
why_it_matters.en = "Pupils listen to their peers more than to adults"
next_review = 2027-01-31
---*/
SELECT DISTINCT school_id, year, 1 AS numerator, 1 AS denominator
FROM activities_in_year
WHERE kind = 'campaign' AND organiser IN ('doan', 'doi')
