/*---
position = 20
title.vi = "Vụ việc do nhà cung cấp tự động báo"
title.en = "Incidents reported by providers"
plan = ["II.3.1"]
unit = "count"
polarity = "higher"
counts = "count"
source = "incidents"
held_by = "both"
child = true
numerator.vi = "Vụ việc do nhà cung cấp dịch vụ tự động báo"
numerator.en = "Incidents reported automatically by a service provider"
left_out.vi = "Vụ việc trùng hoặc không có cơ sở"
left_out.en = "Duplicate and unfounded incidents"
why_it_matters.vi = "Vụ việc do nhà cung cấp tự báo là vụ việc mà trẻ em không phải tự kể ra"
why_it_matters.en = "A case that a provider reports is one that no child had to tell"
next_review = 2027-01-31
---*/
SELECT school_id, year, count(*) AS numerator, NULL AS denominator
FROM incidents_in_year
WHERE intake = 'provider_auto'
GROUP BY school_id, year
