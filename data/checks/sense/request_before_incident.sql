/*---
severity = "error"
message.vi = "yêu cầu {found} sớm hơn lúc tiếp nhận vụ việc {received}"
message.en = "the request {found} is earlier than the incident's receipt {received}"
---*/
SELECT
    incidents._sheet, incidents._row, 'support_requested_at' AS column_name,
    strftime(support_requested_at, '%d/%m/%Y %H:%M') AS found,
    strftime(received_at, '%d/%m/%Y %H:%M') AS received
FROM incidents
WHERE support_requested_at < received_at
UNION ALL
SELECT
    removals._sheet, removals._row, 'requested_at',
    strftime(removals.requested_at, '%d/%m/%Y %H:%M'),
    strftime(incidents.received_at, '%d/%m/%Y %H:%M')
FROM removals
JOIN incidents ON incidents.incident_id = removals.incident_id
WHERE removals.requested_at < incidents.received_at
ORDER BY 1, 2
