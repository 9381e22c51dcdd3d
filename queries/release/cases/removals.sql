/*---
question = "In which counts of the release does each removal request stand?"
answer = "one row per removal requested within the plan: a column is a table of the release, its value the part in which the request is counted, empty where in none"
facets = [["content_removed", "clock.removal"]]
---*/
SELECT
    removals.school_id, removals.year, '' AS stratum,
    CASE WHEN removed_at IS NULL THEN 'rest' ELSE 'done' END AS content_removed,
    clocks.state AS "clock.removal"
FROM removals_in_year AS removals
LEFT JOIN clocks ON clocks.clock = 'removal' AND clocks.subject_id = removals.removal_id
