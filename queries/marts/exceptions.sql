/*---
question = "Who misses which goal, whose yearly report is missing, empty or late, and where do cases wait past their limit"
answer = "one row per exception, position: 1 is the most pressing; overdue ones, one per school and clock, have no year"
key = ["position"]
needs = ["report_states", "indicator_values", "clocks"]
---*/
WITH late_reports AS (
    SELECT
        'report_' || state AS kind,
        school_id, year, NULL AS indicator, 'V.1' AS plan,
        NULL AS numerator, NULL AS denominator, NULL AS value, NULL AS gap, due_on, days_late
    FROM report_states
    WHERE state IN ('missing', 'empty', 'late')
),
missed_goals AS (
    SELECT
        CASE WHEN facts.state = 'no_report' THEN 'goal_unshown' WHEN facts.status = 'near' THEN 'goal_near' ELSE 'goal_missed' END AS kind,
        facts.school_id, facts.year, facts.indicator, goals.paragraph AS plan,
        facts.numerator, facts.denominator, facts.value, facts.value - facts.target AS gap, NULL AS due_on, NULL AS days_late
    FROM indicator_values AS facts JOIN goals USING (indicator) JOIN indicators USING (indicator)
    WHERE facts.status IN ('near', 'far')
       -- A silent school misses a goal only where schools are counted: it has not shown that it complies.
       OR (facts.state = 'no_report' AND indicators.counts = 'schools')
),
overdue AS (
    -- Missing reports are in late_reports.
    SELECT
        'overdue' AS kind, school_id, NULL AS year, clock AS indicator, NULL AS plan,
        count(*) AS numerator, NULL AS denominator, NULL AS value, NULL AS gap,
        CAST(min(due_at) - INTERVAL 1 SECOND AS DATE) AS due_on,
        CAST(ceil(date_diff('second', min(due_at), any_value(read_at)) / 86400.0) AS BIGINT) AS days_late
    FROM clocks
    WHERE state = 'overdue' AND clock <> 'report'
    GROUP BY school_id, clock
),
exceptions AS (
    SELECT * FROM late_reports UNION ALL SELECT * FROM missed_goals UNION ALL SELECT * FROM overdue
)
SELECT
    exceptions.*,
    row_number() OVER (
        ORDER BY
            CASE exceptions.kind
                WHEN 'report_missing' THEN 1
                WHEN 'report_empty' THEN 2
                WHEN 'overdue' THEN 3
                WHEN 'goal_missed' THEN 4
                WHEN 'goal_near' THEN 5
                WHEN 'goal_unshown' THEN 6
                WHEN 'report_late' THEN 7
            END,
            exceptions.year DESC, exceptions.plan, exceptions.denominator - exceptions.numerator DESC NULLS LAST,
            exceptions.days_late DESC NULLS LAST, schools.name COLLATE vi, exceptions.school_id, exceptions.indicator
    ) AS position
FROM exceptions
LEFT JOIN schools ON schools.school_id = exceptions.school_id
ORDER BY position
