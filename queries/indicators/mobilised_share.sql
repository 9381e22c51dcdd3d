/*---
position = 29
title = "Share of mobilised funds"
plan = ["III.2"]
unit = "percent"
polarity = "neutral"
counts = "ratio"
source = "report"
held_by = "both"
numerator = "Planned from domestic and foreign contributions (VND)"
denominator = "Planned (VND)"
left_out = "Schools without a report; sources without a planned figure"
note = "Includes the office's own funds"
why_it_matters = "Tells whether the plan rests on the budget or on sources that may end at any time"
of = "đồng"
next_review = 2027-01-31

[[examples]]
funding = [
  {source = "state", planned_vnd = 9_000_000},
  {source = "domestic", planned_vnd = 2_000_000},
  {source = "foreign", planned_vnd = 1_000_000},
]
numerator = 3_000_000
denominator = 12_000_000
---*/
SELECT
    funds.school_id,
    funds.year,
    coalesce(sum(funds.planned_vnd) FILTER (WHERE funds.source IN ('domestic', 'foreign')), 0) AS numerator,
    sum(funds.planned_vnd) AS denominator
FROM funds_in_year AS funds
WHERE funds.planned_vnd IS NOT NULL
GROUP BY funds.school_id, funds.year
