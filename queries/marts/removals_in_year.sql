/*---
question = "Removal requests, each in the year in which it was made"
answer = "one row per removal request"
key = ["removal_id"]
needs = ["days"]
stored = false
---*/
SELECT removals.*, coalesce(incidents.school_id, 'office') AS school_id, days.year
FROM removals
JOIN incidents ON incidents.incident_id = removals.incident_id
JOIN days ON days.day = CAST(removals.requested_at AS DATE)
