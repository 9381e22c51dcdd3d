/*---
answer = "no counts: state is masked if the school's report came, else no_report"
---*/
SELECT
    school_years.year, CAST(NULL AS BIGINT) AS incidents, CAST(NULL AS BIGINT) AS children, CAST(NULL AS BIGINT) AS still_open,
    CASE WHEN school_years.reported THEN 'masked' ELSE 'no_report' END AS state,
    years.partial
FROM school_years
JOIN years ON years.year = school_years.year
WHERE school_years.school_id = $school AND school_years.in_scope
ORDER BY school_years.year
