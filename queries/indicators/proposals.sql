/*---
position = 15
title = "Proposals by the office"
plan = ["II.1.2", "II.1.3"]
unit = "count"
polarity = "higher"
counts = "count"
source = "office"
held_by = "office"
numerator = "Proposals made"
note = "District only"
why_it_matters = "What a district cannot solve itself changes only when it is proposed"
next_review = 2027-01-31

[[examples]]
office_actions = [{kind = "proposal", done_on = 2024-05-06}, {kind = "proposal", done_on = 2024-11-07}]
numerator = 2
---*/
SELECT 'office' AS school_id, years.year, count(*) AS numerator, NULL AS denominator
FROM office_actions
JOIN years ON office_actions.done_on BETWEEN years.starts_on AND years.ends_on
WHERE office_actions.kind = 'proposal'
GROUP BY years.year
