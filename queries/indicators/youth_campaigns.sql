/*---
position = 11
title = "Schools with youth campaigns"
plan = ["IV.2.6"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "activities"
held_by = "schools"
numerator = "Schools with at least one campaign by the Youth Union or Young Pioneers"
denominator = "Schools in scope"
why_it_matters = "Pupils listen to their peers more than to adults"
next_review = 2027-01-31

[[examples]]
activities = [{kind = "campaign", organiser = "doan"}, {kind = "campaign", organiser = "doi"}]
numerator = 1
denominator = 1

[[examples]]
activities = [{kind = "campaign", organiser = "school"}]
numerator = 0
denominator = 1
---*/
SELECT DISTINCT school_id, year, 1 AS numerator, 1 AS denominator
FROM activities_in_year
WHERE kind = 'campaign' AND organiser IN ('doan', 'doi')
