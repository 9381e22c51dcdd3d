/*---
question = "How many yearly reports were expected in each year, and how many came on time, late, empty or not at all?"
answer = "one row per year with an expected report; on_time + late + empty + missing + not_due = expected; rate on time in percent of expected; the names of those missing, empty and late"
child = false
columns = [
  "year", "due_on", "expected", "on_time", "late", "empty", "missing", "not_due",
  {name = "rate", kind = "percent", title = "Rate on time"},
  "partial",
  {name = "missing_schools", kind = "list", title = "Schools without a report"},
  {name = "empty_schools", kind = "list", title = "Schools with an empty report"},
  {name = "late_schools", kind = "list", title = "Schools with a late report"},
]
---*/
SELECT
    report_states.year,
    any_value(report_states.due_on) AS due_on,
    CAST(count(*) AS BIGINT) AS expected,
    CAST(count(*) FILTER (WHERE state = 'on_time') AS BIGINT) AS on_time,
    CAST(count(*) FILTER (WHERE state = 'late') AS BIGINT) AS late,
    CAST(count(*) FILTER (WHERE state = 'empty') AS BIGINT) AS "empty",
    CAST(count(*) FILTER (WHERE state = 'missing') AS BIGINT) AS missing,
    CAST(count(*) FILTER (WHERE state = 'not_due') AS BIGINT) AS not_due,
    100.0 * count(*) FILTER (WHERE state = 'on_time') / count(*) AS rate,
    any_value(years.partial) AS partial,
    coalesce(list(schools.name ORDER BY schools.name COLLATE vi, school_id) FILTER (WHERE state = 'missing'), []) AS missing_schools,
    coalesce(list(schools.name ORDER BY schools.name COLLATE vi, school_id) FILTER (WHERE state = 'empty'), []) AS empty_schools,
    coalesce(list(schools.name ORDER BY schools.name COLLATE vi, school_id) FILTER (WHERE state = 'late'), []) AS late_schools
FROM report_states
JOIN years ON years.year = report_states.year
JOIN schools USING (school_id)
WHERE (len($years) = 0 OR list_contains($years, report_states.year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
GROUP BY report_states.year
ORDER BY report_states.year
