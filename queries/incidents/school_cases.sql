/*---
question = "How many incidents did this school have in each year, and how many are still open?"
answer = "one row per year in which the school was in scope; duplicates and unfounded ones are left out; empty where there is neither a report nor an incident"
child = true
own = "school"
columns = [
  "year", "incidents", "children",
  {name = "still_open", like = "open"},
  "state", "partial",
]

[params.school]
default = ""
---*/
WITH still_open AS (
    SELECT year, count(*) AS cases FROM incidents_in_year WHERE school_id = $school AND closed_at IS NULL GROUP BY year
)
SELECT
    school_incidents.year,
    -- The year of a silent school is unknown, not a year without incidents.
    CASE WHEN known THEN incidents END AS incidents,
    CASE WHEN known THEN children END AS children,
    CASE WHEN known THEN coalesce(still_open.cases, 0) END AS still_open,
    CASE WHEN known THEN 'value' ELSE 'no_report' END AS state,
    years.partial
FROM school_incidents
JOIN years ON years.year = school_incidents.year
LEFT JOIN still_open ON still_open.year = school_incidents.year
WHERE school_id = $school AND in_scope
ORDER BY school_incidents.year
