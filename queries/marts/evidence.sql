/*---
question = "From which sources is each school known in each year: its report, or events without a report"
answer = "one row per school, year and source of knowledge"
key = ["school_id", "year", "source"]
needs = ["days", "reported"]
---*/
-- Events count with or without the yearly report, so either makes a school known.
WITH sources AS (
    SELECT DISTINCT source FROM indicators
),
events AS (
    SELECT school_id, held_on AS happened_on, 'activities' AS source FROM activities
    UNION ALL
    SELECT school_id, CAST(received_at AS DATE), 'incidents' FROM incidents
    UNION ALL
    SELECT incidents.school_id, CAST(removals.requested_at AS DATE), 'removals'
    FROM removals JOIN incidents ON incidents.incident_id = removals.incident_id
    UNION ALL
    SELECT school_id, found_on, 'violations' FROM violations
)
SELECT reported.school_id, reported.year, sources.source
FROM reported CROSS JOIN sources
UNION
SELECT events.school_id, days.year, events.source
FROM events
JOIN days ON days.day = events.happened_on
WHERE events.school_id IS NOT NULL
ORDER BY 1, 2, 3
