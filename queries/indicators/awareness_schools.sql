/*---
position = 1
title = "Schools with regular awareness sessions"
plan = ["I.2.1", "II.2.1"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "activities"
held_by = "schools"
numerator = "Schools that held at least the minimum of awareness sessions for pupils in the year"
denominator = "Schools in scope"
note = "The minimum is the office's assumption (page Quality); the plan only says “regularly”"
why_it_matters = "Pupils recognise a risk and know whom to ask when they hear it regularly, not once"
next_review = 2027-01-31

[[examples]]
activities = [
  {held_on = 2024-03-05, kind = "awareness", audience = "pupils"},
  {held_on = 2024-10-08, kind = "awareness", audience = "pupils"},
]
numerator = 1
denominator = 1

[[examples]]
activities = [{kind = "awareness", audience = "pupils"}, {kind = "awareness", audience = "parents"}]
numerator = 0
denominator = 1
---*/
SELECT school_id, year, CASE WHEN sessions >= sessions_needed THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM awareness_sessions
