/*---
question = "How does this school stand on every indicator, against its target and against the other schools?"
answer = "one row per indicator, for the last of the chosen years; low, median and high are over the schools that have a value"
child = true
shareable = "here"
own = "school"
others = ["low", "median", "high", "schools", "all_numerator", "all_denominator", "all_unknown"]

[params.school]
default = ""

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
)
SELECT
    indicators.indicator, facts.year,
    CASE WHEN $lang = 'en' THEN title_en ELSE title_vi END AS title,
    array_to_string(indicators.plan, ', ') AS plan, indicators.unit, indicators.counts,
    facts.numerator, facts.denominator, facts.value, facts.state, facts.target, facts.target_source,
    facts.value - facts.target AS gap, facts.status, facts.previous_value, facts.change, facts.partial,
    district.low, district.median, district.high, district.schools,
    district.all_numerator, district.all_denominator, indicators.polarity,
    awareness.sessions, awareness.sessions_needed, facts.unknown, district.all_unknown
FROM indicator_values AS facts
JOIN shown ON shown.year = facts.year
JOIN indicators USING (indicator)
LEFT JOIN indicator_spread AS district ON district.indicator = facts.indicator AND district.year = facts.year
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
WHERE facts.school_id = $school
ORDER BY indicators.position
