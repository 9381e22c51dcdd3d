/*---
question = "Which limits apply to each clock, and when?"
answer = "one row per rule in force at some time in the plan's years begun; valid_to is empty for a rule still in force"
child = false
columns = [
  "clock", "limit",
  {name = "unit", like = "limit_unit"},
  {name = "source", like = "deadline_source"},
  "basis", "valid_from", "valid_to",
]
---*/
SELECT clock, "limit", unit, source, basis, valid_from, valid_to
FROM deadlines
WHERE valid_from <= (SELECT max(ends_on) FROM years) AND coalesce(valid_to, DATE '9999-12-31') >= (SELECT min(starts_on) FROM years)
ORDER BY clock_order(clock), valid_from
