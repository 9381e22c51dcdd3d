/*---
question = "Incidents that count, each in the year in which it was received"
answer = "one row per incident, duplicates and unfounded ones left out"
needs = ["years"]
---*/
SELECT incidents.* EXCLUDE (school_id), coalesce(incidents.school_id, 'office') AS school_id, years.year
FROM incidents
JOIN years ON CAST(incidents.received_at AS DATE) BETWEEN years.starts_on AND years.ends_on
WHERE incidents.outcome IS NULL OR incidents.outcome NOT IN ('duplicate', 'unfounded')
ORDER BY incidents.incident_id
