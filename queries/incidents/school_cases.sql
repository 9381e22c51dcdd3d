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
WITH counted AS (
    SELECT
        school_years.year, years.partial, school_years.school_id,
        count(incidents.incident_id) AS incidents,
        coalesce(sum(incidents.children), 0) AS children,
        count(*) FILTER (WHERE incidents.incident_id IS NOT NULL AND incidents.closed_at IS NULL) AS still_open
    FROM school_years
    JOIN years USING (year)
    LEFT JOIN incidents_in_year AS incidents
        ON incidents.school_id = school_years.school_id AND incidents.year = school_years.year
    WHERE school_years.school_id = $school AND school_years.in_scope
    GROUP BY school_years.year, years.partial, school_years.school_id
)
SELECT
    counted.year,
    -- The year of a silent school is unknown, not a year without incidents.
    CAST(CASE WHEN evidence.school_id IS NOT NULL THEN incidents END AS BIGINT) AS incidents,
    CAST(CASE WHEN evidence.school_id IS NOT NULL THEN children END AS BIGINT) AS children,
    CAST(CASE WHEN evidence.school_id IS NOT NULL THEN still_open END AS BIGINT) AS still_open,
    CASE WHEN evidence.school_id IS NOT NULL THEN 'value' ELSE 'no_report' END AS state,
    counted.partial
FROM counted
LEFT JOIN evidence
    ON evidence.school_id = counted.school_id AND evidence.year = counted.year AND evidence.source = 'incidents'
ORDER BY counted.year
