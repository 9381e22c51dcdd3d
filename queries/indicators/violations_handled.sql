/*---
position = 3
title.vi = "Vi phạm đã được xử lý"
title.en = "Violations handled"
plan = ["I.2.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "violations"
held_by = "both"
child = true
numerator.vi = "Vi phạm có ngày xử lý"
numerator.en = "Violations with a handling date"
denominator.vi = "Vi phạm bị tố giác hoặc phát hiện"
denominator.en = "Violations denounced or detected"
left_out.vi = "Trường hợp xác định không có vi phạm"
left_out.en = "Cases not upheld"
note.vi = "Kế hoạch ghi “phấn đấu”; tính vào năm phát hiện"
note.en = "The plan says “strive for”; counted in the year found"
why_it_matters.vi = "Vi phạm không xử lý sẽ lặp lại với trẻ em khác"
why_it_matters.en = "A violation that is not handled is repeated with another child"
of.vi = "vi phạm"
of.en = "violations"
next_review = 2027-01-31
---*/
SELECT school_id, year, count(handled_on) AS numerator, count(*) AS denominator
FROM violations_in_year
GROUP BY school_id, year
