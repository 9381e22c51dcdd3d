/*---
question = "How many schools hold regular awareness sessions, if regular means 1, 2 or 3 a year?"
answer = "one row per year and number of sessions asked for; assumed: the number that all pages count with"
child = false
---*/
WITH sessions AS (
    SELECT school_id, year, count(*) AS held
    FROM activities_in_year
    WHERE kind = 'awareness' AND audience = 'pupils'
    GROUP BY school_id, year
),
asked AS (
    SELECT unnest([1, 2, 3]) AS sessions
)
SELECT
    school_years.year, CAST(asked.sessions AS INTEGER) AS sessions,
    count(*) FILTER (WHERE sessions.held >= asked.sessions) AS numerator,
    count(*) AS denominator,
    100.0 * count(*) FILTER (WHERE sessions.held >= asked.sessions) / count(*) AS value,
    asked.sessions = (SELECT max(value) FROM assumptions WHERE assumption = 'awareness_sessions_min') AS assumed,
    any_value(years.partial) AS partial
FROM school_years
JOIN years ON years.year = school_years.year
CROSS JOIN asked
LEFT JOIN sessions ON sessions.school_id = school_years.school_id AND sessions.year = school_years.year
WHERE school_years.in_scope
  AND (len($schools) = 0 OR list_contains($schools, school_years.school_id))
GROUP BY school_years.year, asked.sessions
ORDER BY asked.sessions, school_years.year
