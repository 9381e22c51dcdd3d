/*---
position = 4
title.vi = "Trường dùng dịch vụ bảo vệ trẻ em"
title.en = "Schools using protective services"
plan = ["I.2.4", "I.1.5"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator.vi = "Trường dùng ít nhất một dịch vụ được chấp thuận: dịch vụ cho trẻ em, công cụ cho cha mẹ hoặc lọc nội dung"
numerator.en = "Schools using at least one approved service: for children, for parental control or for filtering"
denominator.vi = "Trường trong phạm vi"
denominator.en = "Schools in scope"
note.vi = "Kế hoạch không giao số; chỉ tiêu nếu có là của huyện"
note.en = "The plan sets no number; any target is the district's"
why_it_matters.vi = "Bộ lọc và công cụ giám sát chặn được rủi ro mà lời nhắc không chặn được"
why_it_matters.en = "Filters and parental controls stop what a reminder cannot"
next_review = 2027-01-31
---*/
SELECT
    reported.school_id,
    reported.year,
    CASE WHEN count(services.service_id) > 0 THEN 1 ELSE 0 END AS numerator,
    1 AS denominator
FROM reported
LEFT JOIN service_use ON service_use.school_id = reported.school_id AND service_use.year = reported.year
LEFT JOIN services
    ON services.service_id = service_use.service_id
    AND services.approved
    AND services.kind IN ('child_service', 'parental_control', 'filtering')
GROUP BY reported.school_id, reported.year
