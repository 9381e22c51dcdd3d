/*---
position = 22
title = "Schools using e-resources"
plan = ["II.3.2", "I.1.5"]
unit = "percent"
polarity = "higher"
counts = "schools"
source = "report"
held_by = "schools"
numerator = "Schools using at least one approved learning or e-library service"
denominator = "Schools in scope"
note = "The share of Vietnamese products is shown apart"
why_it_matters = "Approved material takes the place of what pupils find by themselves and nobody checks"
next_review = 2027-01-31

[[examples]]
services = [{kind = "e_library", approved = 1}]
service_use = [{}]
numerator = 1
denominator = 1

[[examples]]
services = [{kind = "e_library", approved = 0}, {kind = "filtering", approved = 1}]
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
    AND services.kind IN ('learning', 'e_library')
GROUP BY reported.school_id, reported.year
