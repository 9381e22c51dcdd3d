/*---
question = "Which schools miss a goal, those with most misses first, and what is their status on each goal?"
answer = """one row per goal and school that misses one, or of which one is not known since its report did not come, for the last of the \
chosen years; missed and silent: how many goals; behind: how many schools these are; schools: how many were open in the year; \
first: of so many schools only"""
child = true
shareable = "here"
own = "schools"
columns = [
  "school_id", "school", "year", "paragraph", "indicator",
  {name = "state", kind = "code", title = "State of the value", codes = "state"},
  {name = "status", kind = "code", title = "Status", codes = "status", privacy = "child"},
  {name = "missed", kind = "count", title = "Goals missed", privacy = "child"},
  {name = "silent", kind = "count", title = "Goals not known"},
  {name = "behind", kind = "count", title = "Schools that miss a goal or are not known", privacy = "child"},
  "schools",
]

[params.first]
default = "all"
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
standings AS (
    SELECT
        school_years.school_id, school_years.name, school_years.place, facts.year, goals.paragraph, goals.indicator,
        facts.state, facts.status, coalesce(facts.status IN ('near', 'far'), false) AS misses
    FROM school_years
    JOIN shown ON shown.year = school_years.year
    JOIN indicator_values AS facts ON facts.school_id = school_years.school_id AND facts.year = school_years.year
    JOIN goals ON goals.indicator = facts.indicator
    WHERE school_years.in_scope AND (len($schools) = 0 OR list_contains($schools, school_years.school_id))
),
totals AS (
    SELECT
        school_id, place, count(*) FILTER (WHERE misses) AS missed,
        count(*) FILTER (WHERE state = 'no_report') AS silent
    FROM standings
    GROUP BY school_id, place
),
counts AS (
    SELECT count(*) AS schools, count(*) FILTER (WHERE missed > 0 OR silent > 0) AS behind FROM totals
),
listed AS (
    SELECT school_id, missed, silent
    FROM totals
    WHERE missed > 0 OR silent > 0
    ORDER BY missed DESC, silent DESC, place
    LIMIT CAST(nullif($first, 'all') AS INTEGER)
)
SELECT
    standings.school_id, standings.name AS school, standings.year, standings.paragraph, standings.indicator,
    standings.state, standings.status, listed.missed, listed.silent, counts.behind, counts.schools
FROM standings
JOIN listed ON listed.school_id = standings.school_id
CROSS JOIN counts
ORDER BY listed.missed DESC, listed.silent DESC, standings.place, standings.paragraph
