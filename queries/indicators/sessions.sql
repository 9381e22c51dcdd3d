/*---
position = 13
title = "Activities held"
plan = ["II.2.1", "II.2.5"]
unit = "count"
polarity = "higher"
counts = "count"
source = "activities"
held_by = "schools"
numerator = "Activities held, of every kind"
note = "Attendances are shown apart and never divided by enrolment"
why_it_matters = "Tells whether schools work through the year or on one occasion"
next_review = 2027-01-31

[[examples]]
activities = [{kind = "awareness"}, {kind = "lesson"}, {kind = "campaign"}]
numerator = 3
---*/
SELECT school_id, year, count(*) AS numerator, NULL AS denominator
FROM activities_in_year
GROUP BY school_id, year
