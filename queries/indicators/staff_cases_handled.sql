/*---
position = 18
title.vi = "Vi phạm của đội ngũ đã xử lý"
title.en = "Staff violations handled"
plan = ["IV.2.2"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "violations"
held_by = "both"
child = true
numerator.vi = "Vi phạm của cán bộ, giáo viên, nhân viên có ngày xử lý"
numerator.en = "Violations by school staff with a handling date"
denominator.vi = "Vi phạm của cán bộ, giáo viên, nhân viên"
denominator.en = "Violations by school staff"
left_out.vi = "Trường hợp xác định không có vi phạm"
left_out.en = "Cases not upheld"
note.vi = "Tính vào năm phát hiện"
note.en = "Counted in the year found"
why_it_matters.vi = "Vi phạm của người có trách nhiệm bảo vệ trẻ em mà không xử lý thì không trẻ em nào dám nói"
why_it_matters.en = "Where those who must protect children go unpunished, no child dares to speak"
of.vi = "vi phạm"
of.en = "violations"
next_review = 2027-01-31
---*/
SELECT school_id, year, count(handled_on) AS numerator, count(*) AS denominator
FROM violations_in_year
WHERE subject = 'school_staff'
GROUP BY school_id, year
