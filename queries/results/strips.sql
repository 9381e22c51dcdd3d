/*---
question = "What are the values of all schools on each indicator, from the lowest to the highest?"
answer = """one row per mark of an indicator's strip, for the last of the chosen years; schools of which nothing is known come first. Of more \
than 60 schools a mark stands for several (schools), which have no name: that in their middle is shown. height: of the largest value"""
child = true
shareable = "here"
own = "schools"
columns = [
  "indicator",
  {name = "mark", kind = "count", vi = "Thứ tự", en = "Number"},
  "year", "schools",
  {name = "school_id", like = "any_school"},
  "school",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "unit", "counts", "state", "status", "sessions", "sessions_needed",
  {name = "height", kind = "share", vi = "Chiều cao của vạch", en = "Height of the mark", privacy = "child"},
]
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
facts AS (
    SELECT
        facts.indicator, indicators.position, indicators.unit, indicators.counts, facts.school_id, school_years.name AS school, school_years.place,
        facts.numerator, facts.denominator, facts.value, facts.state, facts.status, facts.year,
        awareness.sessions, awareness.sessions_needed
    FROM indicator_values AS facts
    JOIN shown ON shown.year = facts.year
    JOIN indicators USING (indicator)
    JOIN school_years ON school_years.school_id = facts.school_id AND school_years.year = facts.year
    LEFT JOIN awareness_sessions AS awareness
        ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
    WHERE facts.state IN ('value', 'no_report') AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
),
ordered AS (
    SELECT
        facts.*, ntile(60) OVER (PARTITION BY indicator ORDER BY state = 'value', value, place) AS mark,
        max(value) OVER (PARTITION BY indicator) AS largest
    FROM facts
),
marks AS (
    SELECT
        ordered.*, count(*) OVER (PARTITION BY indicator, mark) AS schools,
        row_number() OVER (PARTITION BY indicator, mark ORDER BY state = 'value', value, place) AS within
    FROM ordered
)
SELECT
    indicator, mark, year, schools, CASE WHEN schools = 1 THEN school_id END AS school_id, CASE WHEN schools = 1 THEN school END AS school,
    numerator, denominator, value, unit, counts, state, status, sessions, sessions_needed,
    CAST(coalesce(value / nullif(CASE WHEN unit = 'percent' THEN greatest(largest, 100.0) ELSE largest END, 0), 0) AS DOUBLE) AS height
FROM marks
WHERE within = (schools + 1) // 2
ORDER BY position, mark
