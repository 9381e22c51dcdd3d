/*---
question = "Who misses which goal, whose yearly report is missing or late, and where do cases wait past their limit?"
answer = """one row per named exception, the most pressing first; days_late in days, gap in points. Goals and reports of the \
chosen years; overdue: one row per school and clock as of the snapshot's day, whatever year the cases began in (numerator: \
how many, due_on: the oldest one's last day)"""
child = true
shareable = "here"

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
WITH late_reports AS (
    SELECT
        CASE state WHEN 'missing' THEN 'report_missing' ELSE 'report_late' END AS kind,
        school_id, year, NULL AS indicator, 'V.1' AS plan,
        NULL AS numerator, NULL AS denominator, NULL AS value, NULL AS gap, due_on, days_late
    FROM report_states
    WHERE state IN ('missing', 'late')
),
missed_goals AS (
    SELECT
        CASE WHEN facts.state = 'no_report' THEN 'goal_unshown' WHEN facts.status = 'near' THEN 'goal_near' ELSE 'goal_missed' END AS kind,
        facts.school_id, facts.year, facts.indicator, goals.paragraph AS plan,
        facts.numerator, facts.denominator, facts.value, facts.value - facts.target AS gap, NULL AS due_on, NULL AS days_late
    FROM indicator_values AS facts JOIN goals USING (indicator) JOIN indicators USING (indicator)
    WHERE facts.status IN ('near', 'far')
       -- A silent school has not shown that it complies; only where schools are counted is that a miss.
       OR (facts.state = 'no_report' AND indicators.counts = 'schools')
),
overdue AS (
    -- A report that is missing stands among the reports.
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
    exceptions.kind, exceptions.school_id, schools.name AS school, exceptions.year, exceptions.plan,
    exceptions.indicator,
    CASE WHEN $lang = 'en' THEN label_en ELSE label_vi END AS goal,
    CAST(exceptions.numerator AS BIGINT) AS numerator,
    CAST(exceptions.denominator AS BIGINT) AS denominator,
    exceptions.value, exceptions.gap, exceptions.due_on, exceptions.days_late
FROM exceptions
LEFT JOIN schools ON schools.school_id = exceptions.school_id
LEFT JOIN goals ON goals.indicator = exceptions.indicator
WHERE (exceptions.year IS NULL OR len($years) = 0 OR list_contains($years, exceptions.year))
  AND (len($schools) = 0 OR list_contains($schools, exceptions.school_id))
ORDER BY
    list_position(['report_missing', 'overdue', 'goal_missed', 'goal_near', 'goal_unshown', 'report_late'], exceptions.kind),
    exceptions.year DESC, exceptions.plan, exceptions.denominator - exceptions.numerator DESC NULLS LAST,
    exceptions.days_late DESC NULLS LAST, schools.name COLLATE vi, exceptions.school_id
