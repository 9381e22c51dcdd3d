/*---
position = 24
title.vi = "Nội dung xâm hại đã gỡ bỏ"
title.en = "Abusive content removed"
plan = ["IV.2.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "removals"
held_by = "both"
child = true
numerator.vi = "Yêu cầu đã được gỡ bỏ"
numerator.en = "Removals done"
denominator.vi = "Yêu cầu gỡ bỏ"
denominator.en = "Removals requested"
note.vi = "Tính vào năm yêu cầu; yêu cầu bị từ chối vẫn nằm ở mẫu số"
note.en = "Counted in the year of the request; refused requests stay in the denominator"
why_it_matters.vi = "Hình ảnh, bài viết còn trên mạng thì trẻ em còn bị xâm hại thêm mỗi ngày"
why_it_matters.en = "As long as a picture or a post stays online, the child is harmed again every day"
of.vi = "yêu cầu gỡ bỏ"
of.en = "removals"
next_review = 2027-01-31
---*/
SELECT school_id, year, count(removed_at) AS numerator, count(*) AS denominator
FROM removals_in_year
GROUP BY school_id, year
