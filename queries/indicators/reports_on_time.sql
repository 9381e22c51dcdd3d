/*---
position = 31
title = "Reports on time"
plan = ["V.1", "IV.2.7"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "reporting"
held_by = "schools"
numerator = "Reports received by 30 November, empty workbooks left out"
denominator = "Reports expected"
note = "Expected: schools open on the due day"
why_it_matters = "Of a school that does not report nobody knows whether its children are protected"
next_review = 2027-01-31

[[examples]]
reports = [{submitted_on = 2024-11-30}]
statements = [{}]
numerator = 1
denominator = 1

[[examples]]
reports = [{submitted_on = 2024-12-01}]
statements = [{}]
numerator = 0
denominator = 1
---*/
SELECT school_id, year, CASE WHEN state = 'on_time' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM report_states
