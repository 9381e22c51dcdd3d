/*---
position = 27
title = "Schools with the coordination procedure"
plan = ["II.4.3"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator = "Schools with the procedure between school, family and society"
denominator = "Schools in scope"
note = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters = "With a procedure a school knows to whom a case goes; without one the case stays where it is"
next_review = 2027-01-31

[[examples]]
statements = [{item = "coordination_procedure", value = 1}]
numerator = 1
denominator = 1

[[examples]]
statements = [{item = "coordination_procedure", value = 0}]
numerator = 0
denominator = 1
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'coordination_procedure'
