/*---
position = 30
title = "Spending per pupil"
plan = ["III.1", "III.2"]
unit = "vnd"
polarity = "neutral"
counts = "ratio"
source = "report"
held_by = "schools"
weight = "pupils"
numerator = "Spent by the school (VND)"
denominator = "Pupils enrolled"
left_out = "Schools without a report; the office's own funds"
why_it_matters = "Lets schools and years with different numbers of pupils be set side by side"
next_review = 2027-01-31

[[examples]]
funding = [{source = "state", spent_vnd = 8_000_000}, {source = "domestic", spent_vnd = 1_000_000}]
enrolment = [{grade = 1, pupils = 30}, {grade = 2, pupils = 28}]
numerator = 9_000_000
denominator = 58
---*/
WITH spent AS (
    SELECT school_id, year, sum(spent_vnd) AS vnd
    FROM funds_in_year
    WHERE spent_vnd IS NOT NULL
    GROUP BY school_id, year
)
SELECT spent.school_id, spent.year, spent.vnd AS numerator, enrolled.pupils AS denominator
FROM spent
JOIN enrolled ON enrolled.school_id = spent.school_id AND enrolled.year = spent.year
