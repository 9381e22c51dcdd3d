/*---
position = 20
title = "Incidents reported by providers"
plan = ["II.3.1"]
unit = "count"
polarity = "higher"
counts = "count"
source = "incidents"
held_by = "both"
child = true
numerator = "Incidents reported automatically by a service provider"
left_out = "Duplicate and unfounded incidents"
why_it_matters = "A case that a provider reports is one that no child had to tell"
next_review = 2027-01-31

[[examples]]
incidents = [
  {intake = "provider_auto"},
  {intake = "provider_auto", outcome = "duplicate"},
  {intake = "family"},
]
numerator = 1
---*/
SELECT school_id, year, count(*) AS numerator, NULL AS denominator
FROM incidents_in_year
WHERE intake = 'provider_auto'
GROUP BY school_id, year
