/*---
position = 28
title.vi = "Kinh phí đã chi so với dự toán"
title.en = "Budget spent"
plan = ["III.1", "III.2"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "both"
numerator.vi = "Số đã chi (đồng)"
numerator.en = "Spent (VND)"
denominator.vi = "Dự toán (đồng)"
denominator.en = "Planned (VND)"
left_out.vi = "Trường chưa báo cáo; nguồn thiếu số dự toán hoặc số đã chi"
left_out.en = "Schools without a report; sources without a planned or a spent figure"
note.vi = "Gồm kinh phí của Phòng"
note.en = "Includes the office's own funds"
why_it_matters.vi = "Nhiệm vụ không có tiền thì không làm; tiền giao mà không chi là việc chưa làm"
why_it_matters.en = "A task without money is not done; money that is planned and not spent is work not done"
of.vi = "đồng"
of.en = "đồng"
next_review = 2027-01-31
---*/
SELECT funds.school_id, funds.year, sum(funds.spent_vnd) AS numerator, sum(funds.planned_vnd) AS denominator
FROM funds_in_year AS funds
WHERE funds.spent_vnd IS NOT NULL AND funds.planned_vnd IS NOT NULL
GROUP BY funds.school_id, funds.year
