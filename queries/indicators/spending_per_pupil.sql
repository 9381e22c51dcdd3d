/*---
position = 30
title.vi = "Chi bình quân một học sinh"
title.en = "Spending per pupil"
plan = ["III.1", "III.2"]
unit = "vnd"
polarity = "neutral"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator.vi = "Số đã chi của trường (đồng)"
numerator.en = "Spent by the school (VND)"
denominator.vi = "Học sinh theo báo cáo quy mô"
denominator.en = "Pupils enrolled"
left_out.vi = "Trường chưa báo cáo; kinh phí của Phòng"
left_out.en = "Schools without a report; the office's own funds"
why_it_matters.vi = "So được các trường và các năm có số học sinh khác nhau"
why_it_matters.en = "Lets schools and years with different numbers of pupils be set side by side"
next_review = 2027-01-31
---*/
WITH spent AS (
    SELECT school_id, year, sum(spent_vnd) AS vnd
    FROM funds_in_year
    WHERE spent_vnd IS NOT NULL
    GROUP BY school_id, year
)
SELECT spent.school_id, spent.year, spent.vnd AS numerator, enrolled.pupils AS denominator
FROM spent
JOIN enrolled ON enrolled.school_id = spent.school_id AND enrolled.year = spent.year
