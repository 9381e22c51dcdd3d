/*---
question = "What is the plan called, whose is it, and which years does it cover?"
answer = "one row; units_until and units_from: the last day of the old administrative units and the first of the new ones, empty when none changed"
child = false

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    number, dated,
    CASE WHEN $lang = 'en' THEN title_en ELSE title_vi END AS title,
    CASE WHEN $lang = 'en' THEN short_title_en ELSE short_title_vi END AS short_title,
    issuing_body, receiving_body, basis, district, place, first_year, last_year,
    CAST(units_from - 1 AS DATE) AS units_until, units_from
FROM plan
ORDER BY number
