/*---
position = 29
title.vi = "Tỷ trọng kinh phí huy động"
title.en = "Share of mobilised funds"
plan = ["III.2"]
unit = "percent"
polarity = "neutral"
counts = "ratio"
source = "report"
held_by = "both"
numerator.vi = "Dự toán từ nguồn huy động trong và ngoài nước (đồng)"
numerator.en = "Planned from domestic and foreign contributions (VND)"
denominator.vi = "Dự toán (đồng)"
denominator.en = "Planned (VND)"
left_out.vi = "Trường chưa báo cáo; nguồn thiếu số dự toán"
left_out.en = "Schools without a report; sources without a planned figure"
note.vi = "Gồm kinh phí của Phòng"
note.en = "Includes the office's own funds"
why_it_matters.vi = "Cho biết kế hoạch dựa vào ngân sách hay vào nguồn có thể dừng bất cứ lúc nào"
why_it_matters.en = "Tells whether the plan rests on the budget or on sources that may end at any time"
of.vi = "đồng"
of.en = "đồng"
next_review = 2027-01-31
---*/
SELECT
    funds.school_id,
    funds.year,
    coalesce(sum(funds.planned_vnd) FILTER (WHERE funds.source IN ('domestic', 'foreign')), 0) AS numerator,
    sum(funds.planned_vnd) AS denominator
FROM funds_in_year AS funds
WHERE funds.planned_vnd IS NOT NULL
GROUP BY funds.school_id, funds.year
