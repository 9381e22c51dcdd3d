/*---
question = "How many years, reports, rolls and activities are behind each school's number of incidents?"
answer = """one row per school in scope in the chosen years; known: years with a report or an incident (0: silent); \
with_pupils: years with enrolment, of the known ones; sessions: activities held, empty where neither a report nor an activity is there"""
child = true
columns = [
  "school_id", "school", "level",
  {name = "years", kind = "count", vi = "Số năm", en = "Years"},
  "reported",
  {name = "known", kind = "count", vi = "Số năm đã có thông tin", en = "Years known"},
  {name = "with_pupils", kind = "count", vi = "Số năm có sĩ số", en = "Years with enrolment"},
  {name = "sessions", like = "activity_count"},
]
---*/
WITH activity_counts AS (
    SELECT school_id, year, count(*) AS sessions FROM activities_in_year
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
)
SELECT
    school_years.school_id, any_value(school_years.name) AS school, any_value(school_years.level) AS level,
    count(*) AS years,
    count(*) FILTER (WHERE school_years.reported) AS reported,
    count(evidence.school_id) AS known,
    count(exposures.school_id) AS with_pupils,
    CAST(coalesce(sum(activity_counts.sessions), CASE WHEN bool_or(school_years.reported) THEN 0 END) AS BIGINT) AS sessions
FROM school_years
LEFT JOIN exposures ON exposures.school_id = school_years.school_id AND exposures.year = school_years.year
LEFT JOIN activity_counts ON activity_counts.school_id = school_years.school_id AND activity_counts.year = school_years.year
LEFT JOIN evidence ON evidence.school_id = school_years.school_id AND evidence.year = school_years.year
    AND evidence.source = 'incidents'
WHERE school_years.in_scope AND (len($years) = 0 OR list_contains($years, school_years.year))
GROUP BY school_years.school_id
ORDER BY any_value(school_years.place)
