/*---
position = 12
title = "Models commended"
plan = ["II.2.4"]
unit = "count"
polarity = "higher"
counts = "count"
source = "report"
held_by = "schools"
numerator = "Models commended"
why_it_matters = "What works spreads only when it becomes known"
next_review = 2027-01-31

[[examples]]
statements = [{item = "models_commended", value = 2}]
numerator = 2
---*/
SELECT school_id, year, value AS numerator, NULL AS denominator
FROM answers
WHERE item = 'models_commended'
