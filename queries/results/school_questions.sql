/*---
question = "Which questions to its principal does this school's record raise?"
answer = """one row per exception in the last of the chosen years, the most pressing first; none without a \
question; overdue: one row per clock as of the snapshot's day (numerator: how many, due_on: the oldest one's last day)"""
child = true
shareable = "here"
own = "school"
columns = [
  {name = "reason", kind = "id", title = "Reason to ask"},
  "plan",
  {name = "clock", required = false},
  {name = "indicator", required = false},
  {name = "title", kind = "text", title = "Indicator"},
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "previous_value", "due_on", "days_late", "counts", "sessions", "sessions_needed",
]

[params.school]
default = ""

[params.lang]
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
facts AS (
    SELECT
        indicator_values.*, indicators.position, indicators.plan[1] AS plan, indicators.unit, indicators.polarity, indicators.counts,
        COLUMNS(lambda words: words = 'title_' || $lang) AS title, sessions, sessions_needed
    FROM indicator_values JOIN shown USING (year) JOIN indicators USING (indicator)
    LEFT JOIN awareness_sessions USING (school_id, year, indicator)
    WHERE school_id = $school
),
reasons AS (
    SELECT 1 AS rank, 'report_' || state AS reason, 'V.1' AS plan, NULL AS clock, NULL AS indicator, NULL AS title, NULL AS numerator, NULL AS denominator,
        NULL AS value, NULL AS previous_value, due_on, days_late, 0 AS position, NULL AS counts, NULL AS sessions, NULL AS sessions_needed
    FROM report_states JOIN shown USING (year)
    WHERE school_id = $school AND state IN ('missing', 'empty', 'late')
    UNION ALL
    SELECT 2, 'overdue', NULL, clock, NULL, NULL, count(*), NULL, NULL, NULL, CAST(min(due_at) - INTERVAL 1 SECOND AS DATE), NULL,
        clock_order(clock), NULL, NULL, NULL
    FROM clocks WHERE school_id = $school AND state = 'overdue' AND clock <> 'report'
    GROUP BY clock
    UNION ALL
    SELECT 3, 'goal_missed', plan, NULL, indicator, title, numerator, denominator, value, previous_value, NULL, NULL, position, counts, sessions, sessions_needed
    FROM facts WHERE status = 'far'
    UNION ALL
    SELECT 4, 'goal_near', plan, NULL, indicator, title, numerator, denominator, value, previous_value, NULL, NULL, position, counts, sessions, sessions_needed
    FROM facts WHERE status = 'near'
    UNION ALL
    SELECT 5, 'answered_no', plan, NULL, indicator, title, numerator, denominator, value, previous_value, NULL, NULL, position, counts, sessions, sessions_needed
    FROM facts WHERE counts = 'schools' AND state = 'value' AND numerator = 0 AND target IS NULL AND indicator <> 'reports_on_time'
    UNION ALL
    SELECT 6, 'fell', plan, NULL, indicator, title, numerator, denominator, value, previous_value, NULL, NULL, position, counts, sessions, sessions_needed
    FROM facts WHERE counts = 'ratio' AND unit = 'percent' AND polarity = 'higher' AND target IS NULL AND previous_value - value >= 10
        AND change = 'down'
    UNION ALL
    SELECT 6, 'rose', plan, NULL, indicator, title, numerator, denominator, value, previous_value, NULL, NULL, position, counts, sessions, sessions_needed
    FROM facts WHERE counts = 'ratio' AND unit = 'percent' AND polarity = 'lower' AND target IS NULL AND value - previous_value >= 10
        AND change = 'up'
)
SELECT
    reason, plan, clock, indicator, title, CAST(numerator AS BIGINT) AS numerator, CAST(denominator AS BIGINT) AS denominator,
    value, previous_value, due_on, days_late, counts, sessions, sessions_needed
FROM reasons
ORDER BY rank, position
