/*---
question = "How many are counted in this indicator in full, and how many are not?"
answer = "one row: the numbers counted, full, lacking, unknown and masked; a school counts once in each chosen year"
child = true
shareable = "here"
own = "schools"
columns = [
  {name = "counted", kind = "count", title = "Counted in all", privacy = "child"},
  {name = "full", kind = "count", title = "Counted in full", privacy = "child"},
  {name = "lacking", kind = "count", title = "Not in full", privacy = "child"},
  {name = "unknown", kind = "count", title = "Not known"},
  {name = "masked", kind = "count", title = "Masked"},
]

[params.indicator]
default = "awareness_schools"
---*/
WITH sides AS (
    SELECT
        facts.state = 'masked' AS masked,
        facts.state = 'no_report' AND (indicators.counts <> 'schools' OR coalesce(facts.unknown, 0) > 0) AS unknown,
        facts.state = 'no_report' AND indicators.counts = 'schools' AS silent,
        facts.state = 'value' AS known,
        indicators.counts = 'count'
        OR CASE indicators.polarity WHEN 'lower' THEN facts.numerator = 0 ELSE facts.numerator >= facts.denominator END AS whole
    FROM indicator_values AS facts
    JOIN indicators USING (indicator)
    WHERE facts.indicator = $indicator
      AND (len($years) = 0 OR list_contains($years, facts.year))
      AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
)
SELECT
    count(*) FILTER (WHERE known OR silent) AS counted,
    count(*) FILTER (WHERE known AND whole) AS "full",
    count(*) FILTER (WHERE known AND NOT whole OR silent AND NOT unknown) AS lacking,
    count(*) FILTER (WHERE unknown) AS unknown,
    count(*) FILTER (WHERE masked) AS masked
FROM sides
ORDER BY counted
