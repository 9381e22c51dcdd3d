/*---
question = "Removal requests, each in the year in which it was made"
answer = "one row per removal request"
needs = ["years"]
---*/
SELECT removals.*, coalesce(incidents.school_id, 'office') AS school_id, years.year
FROM removals
JOIN incidents ON incidents.incident_id = removals.incident_id
JOIN years ON CAST(removals.requested_at AS DATE) BETWEEN years.starts_on AND years.ends_on
ORDER BY removals.removal_id
