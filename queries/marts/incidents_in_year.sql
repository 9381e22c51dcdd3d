/*---
question = "Incidents that count, each in the year in which it was received"
answer = "one row per incident, duplicates and unfounded ones left out"
key = ["incident_id"]
needs = ["days"]
---*/
SELECT incidents.* EXCLUDE (school_id), coalesce(incidents.school_id, 'office') AS school_id, days.year
FROM incidents
JOIN days ON days.day = CAST(incidents.received_at AS DATE)
WHERE incidents.outcome IS NULL OR incidents.outcome NOT IN ('duplicate', 'unfounded')
-- A question reads one year, which then lies together in the file.
ORDER BY days.year, incidents.incident_id
