/*---
question = "How many incidents did this school have in each year, and how many are still open?"
answer = "one row per year in which the school was in scope; duplicates and unfounded ones are left out"
child = true

[params.school]
default = ""
---*/
SELECT
    school_years.year,
    CAST(count(incidents.incident_id) AS BIGINT) AS incidents,
    CAST(coalesce(sum(incidents.children), 0) AS BIGINT) AS children,
    CAST(count(*) FILTER (WHERE incidents.incident_id IS NOT NULL AND incidents.closed_at IS NULL) AS BIGINT) AS still_open,
    years.partial
FROM school_years
JOIN years USING (year)
LEFT JOIN incidents_in_year AS incidents
    ON incidents.school_id = school_years.school_id AND incidents.year = school_years.year
WHERE school_years.school_id = $school AND school_years.in_scope
GROUP BY school_years.year, years.partial
ORDER BY school_years.year
