/*---
question = "How many years, reports, rolls and activities are behind each school's number of incidents?"
answer = """one row per school in scope in the chosen years; known: years with a report or an incident (0: silent); \
with_pupils: years with enrolment, of the known ones; sessions: activities held, empty where neither a report nor an activity is there"""
child = true
columns = [
  "school_id", "school", "level",
  {name = "years", kind = "count", title = "Years"},
  "reported",
  {name = "known", kind = "count", title = "Years known"},
  {name = "with_pupils", kind = "count", title = "Years with enrolment"},
  {name = "sessions", like = "activity_count"},
]
---*/
SELECT
    school_years.school_id, any_value(school_years.name) AS school, any_value(school_years.level) AS level,
    count(*) AS years,
    count(*) FILTER (WHERE school_incidents.reported) AS reported,
    count(*) FILTER (WHERE school_incidents.known) AS known,
    count(school_incidents.pupils) AS with_pupils,
    CAST(CASE WHEN bool_or(school_incidents.reported OR sessions > 0) THEN sum(sessions) END AS BIGINT) AS sessions
FROM school_incidents
JOIN school_years ON school_years.school_id = school_incidents.school_id AND school_years.year = school_incidents.year
WHERE school_incidents.in_scope AND (len($years) = 0 OR list_contains($years, school_incidents.year))
GROUP BY school_years.school_id
ORDER BY any_value(school_years.place)
