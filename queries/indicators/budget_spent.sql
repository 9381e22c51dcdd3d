/*---
position = 28
title = "Budget spent"
plan = ["III.1", "III.2"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "report"
held_by = "both"
numerator = "Spent (VND)"
denominator = "Planned (VND)"
left_out = "Schools without a report; sources without a planned or a spent figure"
note = "Includes the office's own funds"
why_it_matters = "A task without money is not done; money that is planned and not spent is work not done"
of = "đồng"
next_review = 2027-01-31

[[examples]]
funding = [
  {source = "state", planned_vnd = 9_000_000, spent_vnd = 8_000_000},
  {source = "foreign", planned_vnd = 3_000_000},
]
numerator = 8_000_000
denominator = 9_000_000
---*/
SELECT funds.school_id, funds.year, sum(funds.spent_vnd) AS numerator, sum(funds.planned_vnd) AS denominator
FROM funds_in_year AS funds
WHERE funds.spent_vnd IS NOT NULL AND funds.planned_vnd IS NOT NULL
GROUP BY funds.school_id, funds.year
