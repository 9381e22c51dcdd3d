/*---
position = 2
title.vi = "Trẻ em được hỗ trợ khi có yêu cầu"
title.en = "Children supported on request"
plan = ["I.2.2", "I.1.4"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "incidents"
held_by = "both"
child = true
numerator.vi = "Trẻ em có yêu cầu và đã bắt đầu được hỗ trợ"
numerator.en = "Children with a request whose support has started"
denominator.vi = "Trẻ em có yêu cầu hỗ trợ"
denominator.en = "Children with a support request"
left_out.vi = "Vụ việc trùng hoặc không có cơ sở; trẻ em không có yêu cầu"
left_out.en = "Duplicate and unfounded incidents; children without a request"
note.vi = "Tính vào năm tiếp nhận vụ việc"
note.en = "Counted in the year the incident was received"
why_it_matters.vi = "Trẻ em đã lên tiếng mà không được giúp sẽ không lên tiếng lần nữa"
why_it_matters.en = "A child who spoke up and got no help will not speak up again"
of.vi = "trẻ em"
of.en = "children"
next_review = 2027-01-31
---*/
SELECT
    school_id,
    year,
    coalesce(sum(children) FILTER (WHERE support_started_at IS NOT NULL), 0) AS numerator,
    sum(children) AS denominator
FROM incidents_in_year
WHERE support_requested_at IS NOT NULL
GROUP BY school_id, year
