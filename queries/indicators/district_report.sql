/*---
position = 32
title.vi = "Báo cáo của huyện gửi đúng hạn"
title.en = "District reports on time"
plan = ["IV.1.4"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "office"
held_by = "office"
numerator.vi = "Báo cáo của huyện gửi đúng hạn"
numerator.en = "District reports sent by their due date"
denominator.vi = "Báo cáo của huyện đến hạn"
denominator.en = "District reports due"
note.vi = "Chỉ tính ở cấp huyện"
note.en = "District only"
why_it_matters.vi = "Cấp trên chỉ điều chỉnh được kế hoạch khi báo cáo của huyện đến kịp"
why_it_matters.en = "The plan can be corrected above only when the district's report comes in time"
of.vi = "báo cáo"
of.en = "reports"
next_review = 2027-01-31
---*/
SELECT
    'office' AS school_id,
    years.year,
    count(*) FILTER (WHERE office_actions.done_on <= office_actions.due_on) AS numerator,
    count(*) AS denominator
FROM office_actions
JOIN years ON office_actions.due_on BETWEEN years.starts_on AND years.ends_on
WHERE office_actions.kind = 'district_report' AND office_actions.due_on <= (SELECT as_of FROM snapshot)
GROUP BY years.year
