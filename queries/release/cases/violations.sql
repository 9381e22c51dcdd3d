/*---
question = "In which counts of the release does each violation stand?"
answer = "one row per violation within the plan: a column is a table of the release, its value the part in which the violation is counted, empty where in none"
facets = [["violations_handled", "staff_cases_handled", "clock.violation"]]
---*/
WITH upheld AS (
    SELECT
        violations.*, days.year, handling IS NULL OR handling <> 'not_upheld' AS counted,
        CASE WHEN handled_on IS NULL THEN 'rest' ELSE 'done' END AS stands
    FROM violations
    JOIN days ON days.day = found_on
)
SELECT
    coalesce(upheld.school_id, 'office') AS school_id, upheld.year, '' AS stratum,
    CASE WHEN counted THEN stands END AS violations_handled,
    CASE WHEN counted AND upheld.subject = 'school_staff' THEN stands END AS staff_cases_handled,
    clocks.state AS "clock.violation"
FROM upheld
LEFT JOIN clocks ON clocks.clock = 'violation' AND clocks.subject_id = upheld.violation_id
