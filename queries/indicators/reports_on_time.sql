/*---
position = 31
title.vi = "Báo cáo gửi đúng hạn"
title.en = "Reports on time"
plan = ["V.1", "IV.2.7"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "reporting"
held_by = "schools"
numerator.vi = "Báo cáo nhận trước hoặc đúng ngày 30/11, không kể sổ trống"
numerator.en = "Reports received by 30 November, empty workbooks left out"
denominator.vi = "Báo cáo phải gửi"
denominator.en = "Reports expected"
note.vi = "Phải gửi: trường đang hoạt động vào ngày hạn"
note.en = "Expected: schools open on the due day"
why_it_matters.vi = "Trường không báo cáo là trường mà không ai biết trẻ em có được bảo vệ hay không"
why_it_matters.en = "Of a school that does not report nobody knows whether its children are protected"
next_review = 2027-01-31
---*/
SELECT school_id, year, CASE WHEN state = 'on_time' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM report_states
