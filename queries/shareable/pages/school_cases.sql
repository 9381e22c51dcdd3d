/*---
answer = "a masked count is empty; state masked where the number of incidents is"
---*/
WITH counts AS (
    SELECT
        year,
        max(cases) FILTER (WHERE measure = 'single_channel.all') AS incidents,
        max(cases) FILTER (WHERE measure = 'children') AS children,
        max(cases) FILTER (WHERE measure = 'still_open') AS still_open
    FROM cells
    WHERE kind = 'school' AND place = $school
    GROUP BY year
)
SELECT
    school_years.year, counts.incidents, counts.children, counts.still_open,
    CASE WHEN counts.year IS NULL THEN 'no_report' WHEN counts.incidents IS NULL THEN 'masked' ELSE 'value' END AS state,
    years.partial
FROM school_years
JOIN years ON years.year = school_years.year
LEFT JOIN counts ON counts.year = school_years.year
WHERE school_years.school_id = $school AND school_years.in_scope
ORDER BY school_years.year
