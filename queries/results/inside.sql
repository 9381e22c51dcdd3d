/*---
question = "Who is counted in this indicator, who is not, and why?"
answer = "one row per school (or office) in each chosen year; part: whether and how it counts"
child = true
shareable = "here"
own = "schools"
columns = [
  "year", "school_id", "school", "level",
  {name = "part", kind = "id", title = "Counted?"},
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "status", "change", "unit", "counts", "sessions", "sessions_needed", "unknown",
]

[params.indicator]
default = "awareness_schools"

[params.first]
default = "all"
---*/
SELECT
    facts.year, facts.school_id, coalesce(school_years.name, 'office') AS school, school_years.level,
    CASE
        WHEN facts.state = 'not_applicable' THEN 'outside'
        WHEN facts.state = 'no_report' AND indicators.counts = 'schools' THEN CASE WHEN facts.unknown > 0 THEN 'unknown' ELSE 'lacking' END
        WHEN facts.state = 'no_report' THEN 'silent'
        WHEN facts.state = 'no_cases' THEN 'no_cases'
        WHEN facts.state = 'masked' THEN 'masked'
        WHEN indicators.counts = 'count' THEN 'full'
        WHEN CASE indicators.polarity WHEN 'lower' THEN facts.numerator = 0 ELSE facts.numerator >= facts.denominator END THEN 'full'
        WHEN indicators.counts = 'schools' THEN 'lacking'
        ELSE 'partly'
    END AS part,
    facts.numerator, facts.denominator, facts.value, facts.state, facts.status, facts.change,
    indicators.unit, indicators.counts, awareness.sessions, awareness.sessions_needed, facts.unknown
FROM indicator_values AS facts
JOIN indicators USING (indicator)
LEFT JOIN school_years ON school_years.school_id = facts.school_id AND school_years.year = facts.year
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
WHERE facts.indicator = $indicator
  AND (len($years) = 0 OR list_contains($years, facts.year))
  AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
ORDER BY
    facts.year DESC,
    list_position(['lacking', 'unknown', 'partly', 'full', 'masked', 'silent', 'no_cases', 'outside'], part),
    facts.denominator - facts.numerator DESC NULLS LAST, school_years.place, facts.school_id
LIMIT CAST(nullif($first, 'all') AS INTEGER)
