/*---
question = "How many schools hold regular awareness sessions, if regular means 1, 2 or 3 a year?"
answer = """one row per year and required number of sessions; assumed: the number that all pages use; unknown: schools \
without any data; lower and upper: the value if none of them, or all of them, held so many sessions"""
child = true
shareable = "here"
own = "schools"
columns = [
  "year",
  {name = "sessions", kind = "count", title = "Sessions needed"},
  "numerator", "denominator",
  {name = "value", kind = "percent", title = "Value"},
  {name = "assumed", kind = "yes_no", title = "In use"},
  "partial", "counts", "unknown",
  {name = "lower", kind = "percent", title = "Lowest value"},
  {name = "upper", kind = "percent", title = "Highest value"},
]
---*/
WITH minimums AS (
    SELECT unnest([1, 2, 3]) AS minimum
),
counted AS (
    SELECT
        facts.year, minimums.minimum,
        count(*) FILTER (WHERE facts.state = 'value' AND awareness.sessions >= minimums.minimum) AS numerator,
        count(*) AS denominator, sum(facts.unknown) AS unknown, any_value(facts.partial) AS partial
    FROM indicator_values AS facts
    JOIN awareness_sessions AS awareness
        ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
    CROSS JOIN minimums
    WHERE facts.state <> 'not_applicable'
      AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
    GROUP BY facts.year, minimums.minimum
)
SELECT
    year, CAST(minimum AS INTEGER) AS sessions, numerator, denominator, 100.0 * numerator / denominator AS value,
    minimum = (SELECT max(value) FROM assumptions WHERE assumption = 'awareness_sessions_min') AS assumed, partial,
    'schools' AS counts, CAST(unknown AS BIGINT) AS unknown, 100.0 * numerator / denominator AS lower,
    100.0 * (numerator + unknown) / denominator AS upper
FROM counted
ORDER BY minimum, year
