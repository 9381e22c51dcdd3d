/*---
position = 24
title = "Abusive content removed"
plan = ["IV.2.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "removals"
held_by = "both"
child = true
numerator = "Removals done"
denominator = "Removals requested"
note = "Counted in the year of the request; refused requests stay in the denominator"
why_it_matters = "As long as a picture or a post stays online, the child is harmed again every day"
of = "removals"
next_review = 2027-01-31

[[examples]]
incidents = [{}, {}]
removals = [{removed_at = 2024-03-06 14:00:00}, {refused = 1}]
numerator = 1
denominator = 2
---*/
SELECT school_id, year, count(removed_at) AS numerator, count(*) AS denominator
FROM removals_in_year
GROUP BY school_id, year
