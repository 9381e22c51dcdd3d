/*---
position = 19
title = "Incidents through the single point"
plan = ["II.3.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "incidents"
held_by = "both"
child = true
numerator = "Incidents received through the single contact point"
denominator = "Incidents"
left_out = "Duplicate and unfounded incidents"
why_it_matters = "With one channel children and parents know where to call, and no case is lost between authorities"
of = "incidents"
next_review = 2027-01-31

[[examples]]
incidents = [{intake = "single_point"}, {intake = "family"}, {intake = "single_point", outcome = "unfounded"}]
numerator = 1
denominator = 2
---*/
SELECT school_id, year, count(*) FILTER (WHERE intake = 'single_point') AS numerator, count(*) AS denominator
FROM incidents_in_year
GROUP BY school_id, year
