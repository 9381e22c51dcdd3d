/*---
question = "How does each school stand on each indicator, and has it moved since the year before?"
answer = """one row per school in scope and indicator that schools answer for, for the last of the chosen years; first: of so \
many schools only, in the order of their names; report: how the school's report of the year came, empty where none is expected"""
child = true
shareable = "here"
own = "schools"
columns = [
  "school_id", "school", "year", "indicator", "title", "plan", "unit", "counts",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "status", "change", "partial", "polarity", "sessions", "sessions_needed", "unknown",
  {name = "report", kind = "code", title = "Report", codes = "report"},
]

[params.lang]

[params.only]
default = "all"
allowed = ["all", "goals"]

[params.first]
default = "all"
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
listed AS (
    SELECT school_id, name, place
    FROM school_years JOIN shown USING (year)
    WHERE in_scope AND (len($schools) = 0 OR list_contains($schools, school_id))
    ORDER BY place
    LIMIT CAST(nullif($first, 'all') AS INTEGER)
)
SELECT
    facts.school_id, listed.name AS school, facts.year,
    facts.indicator, COLUMNS(lambda words: words = 'title_' || $lang) AS title,
    indicators.plan[1] AS plan, indicators.unit, indicators.counts,
    facts.numerator, facts.denominator, facts.value, facts.state, facts.target, facts.status, facts.change, facts.partial, indicators.polarity,
    awareness.sessions, awareness.sessions_needed, facts.unknown,
    report_states.state AS report
FROM indicator_values AS facts
JOIN shown ON shown.year = facts.year
JOIN indicators USING (indicator)
JOIN listed ON listed.school_id = facts.school_id
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
LEFT JOIN report_states ON report_states.school_id = facts.school_id AND report_states.year = facts.year
WHERE ($only = 'all' OR facts.indicator IN (SELECT indicator FROM goals) OR facts.indicator = 'reports_on_time')
ORDER BY listed.place, indicators.position
