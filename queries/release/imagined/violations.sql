/*---
question = "Which violations could there have been?"
answer = "columns of violations: by staff or others, not handled, handled at once or on the last day, upheld or not"
---*/
WITH handled AS (
    SELECT DISTINCT day AS found_on, unnest([
        {'handling': NULL, 'handled_on': NULL},
        {'handling': 'reminder', 'handled_on': day},
        {'handling': 'reminder', 'handled_on': CAST(latest AS DATE)},
        {'handling': 'not_upheld', 'handled_on': CAST(latest AS DATE)}
    ], recursive := true)
    FROM moments
)
SELECT 'P' || row_number() OVER () AS violation_id, *
FROM handled
CROSS JOIN (VALUES ('school_staff'), ('individual')) AS subjects (subject)
