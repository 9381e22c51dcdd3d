/*---
position = 23
title = "Products evaluated"
plan = ["IV.1.3"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "schools"
numerator = "School × product uses whose product was evaluated by the period's end"
denominator = "School × product uses"
left_out = "Schools without a report"
why_it_matters = "A product that nobody evaluated may collect pupils' data or show them what is not for them"
of = "product uses"
next_review = 2027-01-31

[[examples]]
services = [{evaluated_on = 2024-12-31}, {evaluated_on = 2025-01-01}, {}]
service_use = [{}, {}, {}]
numerator = 1
denominator = 3
---*/
SELECT
    reported.school_id,
    reported.year,
    count(*) FILTER (WHERE services.evaluated_on <= years.ends_on) AS numerator,
    count(services.service_id) AS denominator
FROM reported
JOIN years ON years.year = reported.year
LEFT JOIN service_use ON service_use.school_id = reported.school_id AND service_use.year = reported.year
LEFT JOIN services ON services.service_id = service_use.service_id
GROUP BY reported.school_id, reported.year
