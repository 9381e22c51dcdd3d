/*---
position = 4
title = "Schools using protective services"
plan = ["I.2.4", "I.1.5"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator = "Schools using at least one approved service: for children, for parental control or for filtering"
denominator = "Schools in scope"
note = "The plan sets no number; any target is the district's"
why_it_matters = "Filters and parental controls stop what a reminder cannot"
next_review = 2027-01-31

[[examples]]
services = [{kind = "filtering", approved = 1}]
service_use = [{}]
numerator = 1
denominator = 1

[[examples]]
services = [{kind = "filtering", approved = 0}, {kind = "learning", approved = 1}]
service_use = [{}, {}]
numerator = 0
denominator = 1
---*/
SELECT
    reported.school_id,
    reported.year,
    CASE WHEN count(services.service_id) > 0 THEN 1 ELSE 0 END AS numerator,
    1 AS denominator
FROM reported
LEFT JOIN service_use ON service_use.school_id = reported.school_id AND service_use.year = reported.year
LEFT JOIN services
    ON services.service_id = service_use.service_id
    AND services.approved
    AND services.kind IN ('child_service', 'parental_control', 'filtering')
GROUP BY reported.school_id, reported.year
