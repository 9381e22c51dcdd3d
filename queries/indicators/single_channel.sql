/*---
position = 19
title.vi = "Vụ việc qua đầu mối duy nhất"
title.en = "Incidents through the single point"
plan = ["II.3.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "incidents"
held_by = "both"
child = true
numerator.vi = "Vụ việc tiếp nhận qua đầu mối duy nhất"
numerator.en = "Incidents received through the single contact point"
denominator.vi = "Vụ việc"
denominator.en = "Incidents"
left_out.vi = "Vụ việc trùng hoặc không có cơ sở"
left_out.en = "Duplicate and unfounded incidents"
---*/
SELECT school_id, year, count(*) FILTER (WHERE intake = 'single_point') AS numerator, count(*) AS denominator
FROM incidents_in_year
GROUP BY school_id, year
