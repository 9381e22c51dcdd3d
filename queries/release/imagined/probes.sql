/*---
question = "One untouched incident of each moment: what becomes of it shows how each limit applies then"
answer = "columns of incidents"
---*/
SELECT
    CAST(received_at AS VARCHAR) AS incident_id, received_at, 'emergency' AS severity, 'single_point' AS intake,
    received_at AS support_requested_at, 1 AS children
FROM moments
