/*---
position = 2
title = "Children supported on request"
plan = ["I.2.2", "I.1.4"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "incidents"
held_by = "both"
child = true
numerator = "Children with a request whose support has started"
denominator = "Children with a support request"
left_out = "Duplicate and unfounded incidents; children without a request"
note = "Counted in the year the incident was received"
why_it_matters = "A child who spoke up and got no help will not speak up again"
of = "children"
next_review = 2027-01-31

[[examples]]
incidents = [
  {children = 3, support_requested_at = 2024-03-06 11:00:00, support_started_at = 2024-03-07 08:00:00},
  {children = 1, support_requested_at = 2024-03-06 11:00:00},
  {children = 5},
]
numerator = 3
denominator = 4
---*/
SELECT
    school_id,
    year,
    coalesce(sum(children) FILTER (WHERE support_started_at IS NOT NULL), 0) AS numerator,
    sum(children) AS denominator
FROM incidents_in_year
WHERE support_requested_at IS NOT NULL
GROUP BY school_id, year
