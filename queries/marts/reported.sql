/*---
question = "Which schools sent their yearly report"
answer = "one row per school and year with a received report that has at least one figure"
key = ["school_id", "year"]
needs = []
---*/
-- Children's cases are not figures of the report: they may have another source, and everybody may see whether
-- a report is empty.
WITH figures AS (
    SELECT school_id, year FROM enrolment
    UNION
    SELECT school_id, year FROM staffing
    UNION
    SELECT school_id, year FROM statements
    UNION
    SELECT school_id, year FROM service_use
    UNION
    SELECT payer, year FROM funding
    UNION
    SELECT activities.school_id, periods.year
    FROM activities JOIN periods ON activities.held_on BETWEEN periods.starts_on AND periods.ends_on
)
SELECT reports.school_id, reports.year
FROM reports
JOIN figures ON figures.school_id = reports.school_id AND figures.year = reports.year
WHERE reports.submitted_on IS NOT NULL
ORDER BY reports.school_id, reports.year
