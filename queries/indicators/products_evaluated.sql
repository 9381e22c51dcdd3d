/*---
position = 23
title.vi = "Sản phẩm đã đánh giá theo tiêu chí"
title.en = "Products evaluated"
plan = ["IV.1.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
numerator.vi = "Lượt trường dùng sản phẩm mà sản phẩm đã được đánh giá đến cuối kỳ"
numerator.en = "School × product uses whose product was evaluated by the period's end"
denominator.vi = "Lượt trường dùng sản phẩm"
denominator.en = "School × product uses"
left_out.vi = "Trường chưa báo cáo"
left_out.en = "Schools without a report"
why_it_matters.vi = "Sản phẩm chưa đánh giá có thể thu thập dữ liệu của học sinh hoặc đưa nội dung không phù hợp"
why_it_matters.en = "A product that nobody evaluated may collect pupils' data or show them what is not for them"
of.vi = "lượt dùng sản phẩm"
of.en = "product uses"
next_review = 2027-01-31
---*/
SELECT
    reported.school_id,
    reported.year,
    count(*) FILTER (WHERE services.evaluated_on <= years.ends_on) AS numerator,
    count(services.service_id) AS denominator
FROM reported
JOIN years ON years.year = reported.year
LEFT JOIN service_use ON service_use.school_id = reported.school_id AND service_use.year = reported.year
LEFT JOIN services ON services.service_id = service_use.service_id
GROUP BY reported.school_id, reported.year
