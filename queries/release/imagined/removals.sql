/*---
question = "Which removals could have been requested?"
answer = "columns of removals: of an incident that counts or of none, not removed, removed at once or in the last minute"
---*/
WITH of_incidents AS (
    SELECT incident_id, platform
    FROM incidents
    WHERE received_at = (SELECT min(received_at) FROM incidents)
    QUALIFY row_number() OVER (PARTITION BY coalesce(outcome, '') = 'unfounded' ORDER BY incident_id) = 1
),
requested AS (
    SELECT incident_id, platform, received_at AS requested_at, unnest([NULL, received_at, latest]) AS removed_at
    FROM moments
    CROSS JOIN of_incidents
)
SELECT 'G' || row_number() OVER () AS removal_id, * FROM requested
