/*---
question = "Where is each school, and how does it stand on one indicator?"
answer = "one row per school, for the last of the chosen years; lat and lon in degrees; placed: whether they can be drawn: given, none, or outside (not in the country, so mistyped); pupils empty where not reported"
child = true
shareable = "here"
own = "schools"
columns = [
  "school_id", "school", "level", "year", "commune_code", "commune_name", "successor_code", "successor_name",
  "lat", "lon",
  {name = "placed", kind = "code", title = "Position", codes = "placed"},
  "pupils", "indicator", "unit", "counts",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "target_source", "status", "change", "partial", "polarity", "sessions",
  "sessions_needed", "unknown",
]

[params.indicator]
default = "awareness_schools"
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
)
SELECT
    facts.school_id, school_years.name AS school, school_years.level, facts.year,
    school_years.commune_code, school_years.commune_name, school_years.successor_code, school_years.successor_name,
    schools.lat, schools.lon,
    CASE
        WHEN schools.lat IS NULL OR schools.lon IS NULL THEN 'none'
        WHEN in_country(schools.lat, schools.lon) THEN 'given'
        ELSE 'outside'
    END AS placed,
    enrolled.pupils,
    facts.indicator, indicators.unit, indicators.counts,
    facts.numerator, facts.denominator, facts.value, facts.state, facts.target, facts.target_source,
    facts.status, facts.change, facts.partial, indicators.polarity,
    awareness.sessions, awareness.sessions_needed, facts.unknown
FROM indicator_values AS facts
JOIN shown ON shown.year = facts.year
JOIN indicators ON indicators.indicator = facts.indicator
JOIN schools ON schools.school_id = facts.school_id
JOIN school_years ON school_years.school_id = facts.school_id AND school_years.year = facts.year
LEFT JOIN enrolled ON enrolled.school_id = facts.school_id AND enrolled.year = facts.year
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
WHERE facts.indicator = $indicator
  AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
ORDER BY school_years.place
