/*---
question = "At which moments does an incident stand otherwise than at all others of its month?"
answer = "columns of moments; the first moment of each month and set of states, and the last one"
---*/
WITH stands AS (
    SELECT subject_id, list(clock || ' ' || state ORDER BY clock) AS states
    FROM clocks
    WHERE subject = 'incident'
    GROUP BY subject_id
)
SELECT moments.*
FROM moments
JOIN stands ON stands.subject_id = CAST(received_at AS VARCHAR)
QUALIFY row_number() OVER (PARTITION BY date_trunc('month', day), states ORDER BY received_at) = 1
    OR row_number() OVER (ORDER BY received_at DESC) = 1
