/*---
question = "How many schools have each status on one indicator, year by year?"
answer = "one row per year begun; every school of the selection is counted once in each, under its status or the state of its value"
child = true
shareable = "here"
own = "schools"
columns = [
  "year", "partial", "schools",
  {name = "met", kind = "count", title = "Met", privacy = "child"},
  {name = "near", kind = "count", title = "Nearly met", privacy = "child"},
  {name = "far", kind = "count", title = "Not met", privacy = "child"},
  {name = "value", kind = "count", title = "No target", privacy = "child"},
  {name = "no_report", kind = "count", title = "No report"},
  {name = "no_cases", kind = "count", title = "No cases", privacy = "child"},
  {name = "not_applicable", kind = "count", title = "Not applicable"},
  {name = "masked", kind = "count", title = "Masked"},
]

[params.indicator]
default = "awareness_schools"
---*/
SELECT
    facts.year,
    bool_or(facts.partial) AS partial,
    CAST(count(*) AS BIGINT) AS schools,
    CAST(count(*) FILTER (WHERE facts.status = 'met') AS BIGINT) AS met,
    CAST(count(*) FILTER (WHERE facts.status = 'near') AS BIGINT) AS near,
    CAST(count(*) FILTER (WHERE facts.status = 'far') AS BIGINT) AS far,
    CAST(count(*) FILTER (WHERE facts.state = 'value' AND facts.status IS NULL) AS BIGINT) AS value,
    CAST(count(*) FILTER (WHERE facts.state = 'no_report') AS BIGINT) AS no_report,
    CAST(count(*) FILTER (WHERE facts.state = 'no_cases') AS BIGINT) AS no_cases,
    CAST(count(*) FILTER (WHERE facts.state = 'not_applicable') AS BIGINT) AS not_applicable,
    CAST(count(*) FILTER (WHERE facts.state = 'masked') AS BIGINT) AS masked
FROM indicator_values AS facts
WHERE facts.indicator = $indicator
  AND facts.school_id <> 'office'
  AND (len($years) = 0 OR list_contains($years, facts.year))
  AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
GROUP BY facts.year
ORDER BY facts.year
