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
    -- As narrow as can be, for of a country these are 700,000 rows to be put in order.
    SELECT facts.indicator, facts.school_id, facts.year, facts.state = 'value' AS is_known, facts.value, school_years.place
    FROM indicator_values AS facts
    JOIN shown ON shown.year = facts.year
    JOIN school_years ON school_years.school_id = facts.school_id AND school_years.year = facts.year
    WHERE facts.state IN ('value', 'no_report') AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
),
ordered AS (
    SELECT indicator, school_id, year, row_number() OVER (PARTITION BY indicator ORDER BY is_known, value, place) AS rank FROM facts
),
sizes AS (
    SELECT indicator, count(*) AS schools, max(value) AS largest FROM facts GROUP BY indicator
),
marks AS (
    -- Sixty marks of as many schools each, the first of one more where the division leaves some.
    SELECT
        indicator, largest, mark, schools // 60 + CAST(mark <= schools % 60 AS INTEGER) AS of_mark,
        (mark - 1) * (schools // 60) + least(mark - 1, schools % 60) AS before
    FROM sizes CROSS JOIN range(1, 61) AS numbers (mark)
)
SELECT
    marks.indicator, marks.mark, ordered.year, marks.of_mark AS schools,
    CASE WHEN of_mark = 1 THEN valued.school_id END AS school_id, CASE WHEN of_mark = 1 THEN school_years.name END AS school,
    valued.numerator, valued.denominator, valued.value, indicators.unit, indicators.counts, valued.state, valued.status,
    awareness.sessions, awareness.sessions_needed,
    CAST(coalesce(valued.value / nullif(CASE WHEN indicators.unit = 'percent' THEN greatest(largest, 100.0) ELSE largest END, 0), 0) AS DOUBLE) AS height
FROM marks
JOIN ordered ON ordered.indicator = marks.indicator AND ordered.rank = before + (of_mark + 1) // 2
JOIN indicator_values AS valued ON valued.indicator = ordered.indicator AND valued.school_id = ordered.school_id AND valued.year = ordered.year
JOIN indicators ON indicators.indicator = marks.indicator
JOIN school_years ON school_years.school_id = ordered.school_id AND school_years.year = ordered.year
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = ordered.school_id AND awareness.year = ordered.year AND awareness.indicator = ordered.indicator
WHERE of_mark > 0
ORDER BY indicators.position, marks.mark
