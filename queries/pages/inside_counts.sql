/*---
question = "How many are counted in this indicator in full, and how many are not?"
answer = "one row: counted, of them full, and of them not known; a school is counted once in each chosen year"
child = true
shareable = "here"
own = "schools"
columns = [
  {name = "counted", kind = "count", vi = "Được tính", en = "Counted in all", privacy = "child"},
  {name = "full", kind = "count", vi = "Tính đủ", en = "Counted in full", privacy = "child"},
  {name = "unknown", kind = "count", vi = "Chưa rõ", en = "Not known"},
]

[params.indicator]
default = "awareness_schools"
---*/
SELECT
    count(*) FILTER (WHERE facts.state = 'value' OR facts.state = 'no_report' AND indicators.counts = 'schools') AS counted,
    count(*) FILTER (
        WHERE facts.state = 'value' AND (indicators.counts = 'count'
                OR CASE indicators.polarity WHEN 'lower' THEN facts.numerator = 0 ELSE facts.numerator >= facts.denominator END)
    ) AS "full",
    count(*) FILTER (WHERE facts.state = 'no_report' AND (facts.unknown > 0 OR facts.unknown IS NULL)) AS unknown
FROM indicator_values AS facts
JOIN indicators USING (indicator)
WHERE facts.indicator = $indicator
  AND (len($years) = 0 OR list_contains($years, facts.year))
  AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
ORDER BY counted
