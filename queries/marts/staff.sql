/*---
question = "How many managers, teachers and employees does each reporting school have"
answer = "one row per school and year with a report received"
key = ["school_id", "year"]
needs = ["reported"]
---*/
SELECT
    staffing.school_id,
    staffing.year,
    CAST(staffing.managers + staffing.teachers + staffing.employees AS BIGINT) AS persons
FROM staffing
JOIN reported ON reported.school_id = staffing.school_id AND reported.year = staffing.year
ORDER BY staffing.school_id, staffing.year
