/*---
question = "Which schools sent their yearly report"
answer = "one row per school and year with a report received"
key = ["school_id", "year"]
needs = []
---*/
SELECT school_id, year
FROM reports
WHERE submitted_on IS NOT NULL
ORDER BY school_id, year
