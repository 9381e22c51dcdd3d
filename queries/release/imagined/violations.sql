/*---
question = "Which violations could there have been?"
answer = "columns of violations: by staff or others, not handled, handled at once or on the last day, upheld or not"
---*/
WITH handled AS (
    SELECT day AS found_on, unnest([
        {'handling': NULL, 'handled_on': NULL},
        {'handling': 'reminder', 'handled_on': day},
        {'handling': 'reminder', 'handled_on': as_of},
        {'handling': 'not_upheld', 'handled_on': as_of}
    ], recursive := true)
    FROM days
    CROSS JOIN snapshot
)
SELECT 'P' || row_number() OVER () AS violation_id, 'detected' AS source, 'other' AS platform, *
FROM handled
CROSS JOIN (VALUES ('school_staff'), ('individual')) AS subjects (subject)
