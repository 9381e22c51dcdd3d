/*---
question = "What are the values of all schools on each indicator, from the lowest to the highest?"
answer = """one row per mark of an indicator's strip, for the last of the chosen years; schools of which nothing is known come first. Of more \
than 60 schools a mark stands for several (schools), which have no name: that in their middle is shown. height: of the largest value"""
child = true
shareable = "here"
own = "schools"
columns = [
  "indicator",
  {name = "mark", kind = "count", title = "Number"},
  "year", "schools",
  {name = "school_id", like = "any_school"},
  "school",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "unit", "counts", "state", "status", "sessions", "sessions_needed",
  {name = "height", kind = "share", title = "Height of the mark", privacy = "child"},
]
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
facts AS (
    -- Value (to four decimals) and place in the alphabet as one number, because of a country 700,000 rows are ranked.
    SELECT facts.indicator, facts.value,
        CAST(CASE WHEN facts.state = 'value' THEN round(least(facts.value, 800000000) * 10000) + 1 ELSE 0 END AS BIGINT) * 1000000 + school_years.place AS rank
    FROM indicator_values AS facts
    JOIN shown ON shown.year = facts.year
    JOIN school_years ON school_years.school_id = facts.school_id AND school_years.year = facts.year
    WHERE facts.state IN ('value', 'no_report') AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
),
sizes AS (
    -- Of more than sixty schools a mark stands for a sixtieth of them and shows the school in its middle.
    SELECT indicator, count(*) AS schools, least(schools, 60) AS last_mark, max(value) AS largest,
        CASE WHEN schools > 60 THEN quantile_disc(rank, [(mark - 0.5) / 60 FOR mark IN range(1, 61)]) ELSE min(rank, 60) END AS ranks
    FROM facts GROUP BY indicator
),
marks AS (
    SELECT indicator, schools, largest, last_mark, unnest(range(1, last_mark + 1)) AS mark, unnest(ranks) % 1000000 AS place FROM sizes
)
SELECT
    marks.indicator, marks.mark, valued.year, mark * schools // last_mark - (mark - 1) * schools // last_mark AS schools,
    CASE WHEN schools = last_mark THEN valued.school_id END AS school_id, CASE WHEN schools = last_mark THEN school_years.name END AS school,
    valued.numerator, valued.denominator, valued.value, indicators.unit, indicators.counts, valued.state, valued.status,
    awareness.sessions, awareness.sessions_needed,
    CAST(coalesce(valued.value / nullif(CASE WHEN indicators.unit = 'percent' THEN greatest(largest, 100.0) ELSE largest END, 0), 0) AS DOUBLE) AS height
FROM marks
CROSS JOIN shown
JOIN school_years ON school_years.year = shown.year AND school_years.place = marks.place
JOIN indicator_values AS valued ON valued.indicator = marks.indicator AND valued.year = shown.year AND valued.school_id = school_years.school_id
JOIN indicators ON indicators.indicator = marks.indicator
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = valued.school_id AND awareness.year = valued.year AND awareness.indicator = valued.indicator
ORDER BY indicators.position, marks.mark
