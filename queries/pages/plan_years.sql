/*---
question = "Which years of the plan have begun, and which of them are part-years?"
answer = "one row per year"
child = false
---*/
SELECT year, starts_on, ends_on, report_due_on, partial
FROM years
ORDER BY year
