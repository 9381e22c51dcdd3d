/*---
position = 13
title.vi = "Hoạt động đã tổ chức"
title.en = "Activities held"
plan = ["II.2.1", "II.2.5"]
unit = "count"
polarity = "higher"
counts = "count"
source = "activities"
held_by = "schools"
numerator.vi = "Hoạt động đã tổ chức, mọi loại"
numerator.en = "Activities held, of every kind"
note.vi = "Lượt tham gia được ghi riêng, không chia cho số học sinh"
note.en = "Attendances are shown apart and never divided by enrolment"
why_it_matters.vi = "Cho biết trường có làm đều trong năm hay dồn vào một dịp"
why_it_matters.en = "Tells whether schools work through the year or on one occasion"
next_review = 2027-01-31
---*/
SELECT school_id, year, count(*) AS numerator, NULL AS denominator
FROM activities_in_year
GROUP BY school_id, year
