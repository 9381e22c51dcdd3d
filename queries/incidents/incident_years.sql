/*---
question = "How many incidents came in each year, with how many pupils and activities?"
answer = """one row per year of the plan, and one (year empty) for the chosen years together; incidents of a year of which \
nothing is known are empty, not 0; left_out: ended as duplicate or unfounded; pupils added over years; with_pupils: schools and \
years with enrolment of which something is known, out of schools; sessions: activities held; rate per 1,000 pupils and year, pupils \
weighed by the share of the year in which their school was open, so that a part-year has the same rate as a whole one"""
child = true
own = "schools"
columns = [
  {name = "year", like = "any_year"},
  "incidents", "children", "pupils",
  {name = "rate", like = "incident_rate"},
  {name = "sessions", like = "activity_count"},
  {name = "left_out", kind = "count", title = "Duplicate or unfounded", privacy = "child"},
  "schools", "reported", "with_pupils", "state", "partial",
]
---*/
WITH counts AS (
    SELECT year, count(*) FILTER (WHERE in_scope) AS schools, count(*) FILTER (WHERE in_scope AND reported) AS reported,
        count(pupils) AS with_pupils, sum(pupils) AS pupils, sum(pupil_years ORDER BY school_id) AS pupil_years,
        bool_or(in_scope AND known OR incidents > 0) AS known, sum(incidents) AS incidents, sum(left_out) AS left_out,
        sum(children) AS children, sum(sessions) AS sessions
    FROM school_incidents
    WHERE len($schools) = 0 OR list_contains($schools, school_id)
    GROUP BY year
),
spread AS (
    SELECT year, year AS shown_year, partial FROM years
    UNION ALL
    SELECT year, NULL, partial FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
added AS (
    SELECT
        shown_year AS year, bool_or(partial) AS partial, coalesce(sum(schools), 0) AS schools, coalesce(sum(reported), 0) AS reported,
        coalesce(sum(with_pupils), 0) AS with_pupils, sum(pupils) AS pupils, sum(pupil_years ORDER BY year) AS pupil_years,
        coalesce(bool_or(known), false) AS known, coalesce(sum(incidents), 0) AS incidents, coalesce(sum(left_out), 0) AS left_out,
        coalesce(sum(children), 0) AS children, coalesce(sum(sessions), 0) AS sessions
    FROM spread LEFT JOIN counts USING (year)
    GROUP BY shown_year
)
SELECT
    year, CAST(CASE WHEN known THEN incidents END AS BIGINT) AS incidents,
    CAST(CASE WHEN known THEN children END AS BIGINT) AS children, CAST(pupils AS BIGINT) AS pupils,
    CASE WHEN known THEN 1000.0 * incidents / pupil_years END AS rate,
    CAST(CASE WHEN known OR sessions > 0 THEN sessions END AS BIGINT) AS sessions, CAST(left_out AS BIGINT) AS left_out,
    CAST(schools AS BIGINT) AS schools, CAST(reported AS BIGINT) AS reported, CAST(with_pupils AS BIGINT) AS with_pupils,
    CASE WHEN schools = 0 AND incidents = 0 THEN 'not_applicable' WHEN known THEN 'value' ELSE 'no_report' END AS state, partial
FROM added
ORDER BY year NULLS LAST
