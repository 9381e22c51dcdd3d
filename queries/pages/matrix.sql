/*---
question = "How does each school stand on each indicator, and has it moved since the year before?"
answer = "one row per school in scope and indicator that schools answer for, for the last of the chosen years"
child = true
shareable = "here"

[params.lang]
default = "vi"
allowed = ["vi", "en"]

[params.only]
default = "all"
allowed = ["all", "goals"]
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
)
SELECT
    facts.school_id, school_years.name AS school, facts.year,
    facts.indicator, CASE WHEN $lang = 'en' THEN indicators.title_en ELSE indicators.title_vi END AS title,
    indicators.plan[1] AS plan, indicators.unit, indicators.counts,
    facts.numerator, facts.denominator, facts.value, facts.state, facts.target, facts.status, facts.change, facts.partial
FROM indicator_values AS facts
JOIN shown ON shown.year = facts.year
JOIN indicators USING (indicator)
JOIN school_years ON school_years.school_id = facts.school_id AND school_years.year = facts.year
WHERE school_years.in_scope
  AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
  AND ($only = 'all' OR facts.indicator IN (SELECT indicator FROM goals) OR facts.indicator = 'reports_on_time')
ORDER BY school_years.name COLLATE vi, facts.school_id, indicators.position
