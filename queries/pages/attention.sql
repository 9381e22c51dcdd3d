/*---
question = "Who misses which goal, and whose yearly report is missing or late?"
answer = "one row per named exception in the chosen years, the most pressing first; days_late in days, gap in points"
child = true

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
exceptions AS (
    SELECT * FROM late_reports UNION ALL SELECT * FROM missed_goals
)
SELECT
    exceptions.kind, exceptions.school_id, school_years.name AS school, exceptions.year, exceptions.plan,
    exceptions.indicator,
    CASE WHEN $lang = 'en' THEN label_en ELSE label_vi END AS goal,
    CAST(exceptions.numerator AS BIGINT) AS numerator,
    CAST(exceptions.denominator AS BIGINT) AS denominator,
    exceptions.value, exceptions.gap, exceptions.due_on, exceptions.days_late
FROM exceptions
LEFT JOIN school_years ON school_years.school_id = exceptions.school_id AND school_years.year = exceptions.year
LEFT JOIN goals ON goals.indicator = exceptions.indicator
WHERE (len($years) = 0 OR list_contains($years, exceptions.year))
  AND (len($schools) = 0 OR list_contains($schools, exceptions.school_id))
ORDER BY
    list_position(['report_missing', 'goal_missed', 'goal_near', 'goal_unshown', 'report_late'], exceptions.kind),
    exceptions.year DESC, exceptions.plan, exceptions.denominator - exceptions.numerator DESC NULLS LAST,
    exceptions.days_late DESC NULLS LAST, school_years.name COLLATE vi, exceptions.school_id
