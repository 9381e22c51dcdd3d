/*---
severity = "error"
message = "the request {actual} is earlier than the incident's receipt {received}"
---*/
-- If another moment is before the receipt too, the receipt is wrong and has a problem already.
WITH received AS (
    SELECT
        incidents.*,
        coalesce(least(referred_at, assessed_at, emergency_measure_at, plan_issued_at, closed_at) < received_at, false) AS doubtful
    FROM incidents
)
SELECT
    received._sheet, received._row, 'support_requested_at' AS column_name,
    strftime(support_requested_at, '%d/%m/%Y %H:%M') AS actual,
    strftime(received_at, '%d/%m/%Y %H:%M') AS received
FROM received
WHERE support_requested_at < received_at AND NOT doubtful
UNION ALL
SELECT
    removals._sheet, removals._row, 'requested_at',
    strftime(removals.requested_at, '%d/%m/%Y %H:%M'),
    strftime(received.received_at, '%d/%m/%Y %H:%M')
FROM removals
JOIN received ON received.incident_id = removals.incident_id
WHERE removals.requested_at < received.received_at
  AND NOT doubtful AND coalesce(received.support_requested_at >= received.received_at, true)
ORDER BY 1, 2
