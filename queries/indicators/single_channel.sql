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
why_it_matters.vi = "Một đầu mối thì trẻ em và cha mẹ biết gọi ở đâu, và không vụ việc nào bị bỏ sót giữa các cơ quan"
why_it_matters.en = "With one channel children and parents know where to call, and no case is lost between authorities"
of.vi = "vụ việc"
of.en = "incidents"
next_review = 2027-01-31
---*/
SELECT school_id, year, count(*) FILTER (WHERE intake = 'single_point') AS numerator, count(*) AS denominator
FROM incidents_in_year
GROUP BY school_id, year
