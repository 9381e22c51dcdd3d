/*---
position = 16
title = "Schools with online-teaching rules"
plan = ["IV.2.1", "IV.1.2"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator = "Schools with online-teaching rules"
denominator = "Schools in scope"
note = "The value is the confirmed share; a school that has not reported is not known and stays in the denominator"
why_it_matters = "Online lessons let strangers into the classroom; the rule says who may enter and who watches"
next_review = 2027-01-31

[[examples]]
statements = [{item = "online_teaching_rule", value = 1}]
numerator = 1
denominator = 1

[[examples]]
statements = [{item = "online_teaching_rule", value = 0}]
numerator = 0
denominator = 1
---*/
SELECT school_id, year, value AS numerator, 1 AS denominator
FROM answers
WHERE item = 'online_teaching_rule'
