/*---
question = "How many awareness sessions did each school hold for its pupils, and how many are required"
answer = "one row per school and year begun; sessions: 0 without a session in the data, which says nothing about an unknown school"
key = ["school_id", "year"]
needs = ["years", "activities_in_year"]
---*/
SELECT
    schools.school_id, years.year, 'awareness_schools' AS indicator,
    count(activities.activity_id) AS sessions,
    CAST(any_value(assumptions.value) AS BIGINT) AS sessions_needed
FROM schools
CROSS JOIN years
JOIN assumptions ON assumptions.assumption = 'awareness_sessions_min'
LEFT JOIN activities_in_year AS activities
    ON activities.school_id = schools.school_id AND activities.year = years.year
    AND activities.kind = 'awareness' AND activities.audience = 'pupils'
GROUP BY schools.school_id, years.year
ORDER BY schools.school_id, years.year
