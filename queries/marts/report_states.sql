/*---
question = "Is each expected report on time, late, empty, missing or not yet due"
answer = "one row per school and year in which a report is expected; empty: received without any figure of the year"
key = ["school_id", "year"]
needs = ["school_years", "years"]
---*/
SELECT
    expected.school_id,
    expected.year,
    years.report_due_on AS due_on,
    reports.submitted_on,
    CASE
        WHEN reports.submitted_on IS NOT NULL AND NOT expected.reported THEN 'empty'
        WHEN reports.submitted_on <= years.report_due_on THEN 'on_time'
        WHEN reports.submitted_on > years.report_due_on THEN 'late'
        WHEN (SELECT as_of FROM snapshot) > years.report_due_on THEN 'missing'
        ELSE 'not_due'
    END AS state,
    CASE
        WHEN reports.submitted_on > years.report_due_on AND expected.reported
            THEN CAST(date_diff('day', years.report_due_on, reports.submitted_on) AS INTEGER)
    END AS days_late
FROM school_years AS expected
JOIN years ON years.year = expected.year
LEFT JOIN reports ON reports.school_id = expected.school_id AND reports.year = expected.year
WHERE expected.expected
ORDER BY expected.school_id, expected.year
