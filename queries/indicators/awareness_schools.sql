/*---
position = 1
title.vi = "Trường tổ chức tuyên truyền định kỳ"
title.en = "Schools with regular awareness sessions"
plan = ["I.2.1", "II.2.1"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "activities"
held_by = "schools"
numerator.vi = "Trường tổ chức đủ số buổi tuyên truyền tối thiểu cho học sinh trong năm"
numerator.en = "Schools that held at least the minimum of awareness sessions for pupils in the year"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
note.vi = "Số buổi tối thiểu do Phòng giả định (mục Giả định, trang Chất lượng); kế hoạch chỉ ghi “định kỳ”"
note.en = "The minimum is the office's assumption (page Quality); the plan only says “regularly”"
why_it_matters.vi = "Học sinh chỉ nhận ra rủi ro và biết tìm ai khi được nhắc thường xuyên, không phải một lần"
why_it_matters.en = "Pupils recognise a risk and know whom to ask when they hear it regularly, not once"
next_review = 2027-01-31
---*/
SELECT school_id, year, CASE WHEN sessions >= sessions_needed THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM awareness_sessions
