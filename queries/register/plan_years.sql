/*---
question = "Which years of the plan have begun, and which of them are part-years?"
answer = "one row per year"
child = false
columns = [
  "year",
  {name = "starts_on", kind = "day", title = "Year begins on"},
  {name = "ends_on", kind = "day", title = "Year ends on"},
  {name = "report_due_on", kind = "day", title = "Report due on"},
  "partial",
]
---*/
SELECT year, starts_on, ends_on, report_due_on, partial
FROM years
ORDER BY year
