/*---
question = "How has this school stood on every indicator over the years?"
answer = "one row per indicator and year"
child = true
shareable = "here"
own = "school"
columns = [
  "indicator", "title", "plan", "unit", "counts", "year",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "target_source", "status", "change", "partial", "polarity", "sessions", "sessions_needed", "unknown",
]

[params.school]
default = ""

[params.lang]
---*/
SELECT
    facts.indicator, COLUMNS(lambda words: words = 'title_' || $lang) AS title, indicators.plan[1] AS plan,
    indicators.unit, indicators.counts, facts.year, facts.numerator, facts.denominator, facts.value,
    facts.state, facts.target, facts.target_source, facts.status, facts.change, facts.partial, indicators.polarity,
    awareness.sessions, awareness.sessions_needed, facts.unknown
FROM indicator_values AS facts
JOIN indicators USING (indicator)
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
WHERE facts.school_id = $school
ORDER BY indicators.position, facts.year
