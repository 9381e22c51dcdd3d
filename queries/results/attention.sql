/*---
question = "Who misses which goal, whose yearly report is missing, empty or late, and where do cases wait past their limit?"
answer = """one row per named exception, the most pressing first; days_late in days, gap in points. Goals and reports of the \
chosen years; overdue: one row per school and clock as of the snapshot's day, whatever year the cases began in (numerator: \
how many, due_on: the oldest one's last day); only: yearly reports that are missing or came empty"""
child = true
shareable = "here"
own = "schools"
columns = [
  {name = "kind", kind = "id", title = "Kind", required = true},
  {name = "school_id", like = "any_school"},
  "school",
  {name = "year", required = false},
  "plan",
  {name = "indicator", required = false},
  {name = "goal", kind = "text", title = "Goal"},
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "gap", "due_on", "days_late", "counts", "sessions", "sessions_needed",
]

[params.lang]

[params.only]
default = "all"
allowed = ["all", "reports"]

[params.first]
default = "all"
---*/
SELECT
    exceptions.kind, exceptions.school_id, schools.name AS school, exceptions.year, exceptions.plan,
    exceptions.indicator,
    COLUMNS(lambda words: words = 'label_' || $lang) AS goal,
    CAST(exceptions.numerator AS BIGINT) AS numerator,
    CAST(exceptions.denominator AS BIGINT) AS denominator,
    exceptions.value, exceptions.gap, exceptions.due_on, exceptions.days_late,
    indicators.counts, awareness.sessions, awareness.sessions_needed
FROM exceptions
LEFT JOIN schools ON schools.school_id = exceptions.school_id
LEFT JOIN goals ON goals.indicator = exceptions.indicator
LEFT JOIN indicators ON indicators.indicator = exceptions.indicator
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = exceptions.school_id AND awareness.year = exceptions.year
    AND awareness.indicator = exceptions.indicator
WHERE (exceptions.year IS NULL OR len($years) = 0 OR list_contains($years, exceptions.year))
  AND (len($schools) = 0 OR list_contains($schools, exceptions.school_id))
  AND ($only = 'all' OR exceptions.kind IN ('report_missing', 'report_empty'))
-- The first rows of each kind: a kind with many rows must not hide the others.
QUALIFY $first = 'all' OR row_number() OVER (PARTITION BY exceptions.kind ORDER BY exceptions.position) <= TRY_CAST($first AS INTEGER)
ORDER BY exceptions.position
