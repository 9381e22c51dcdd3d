/*---
severity = "error"
message = "the stop {stop} is earlier than the start {start}; check the date and time"
---*/
WITH clocks AS (
    SELECT _sheet, _row, received_at AS started, unnest([
        {'column_name': 'referred_at', 'stopped': referred_at},
        {'column_name': 'assessed_at', 'stopped': assessed_at},
        {'column_name': 'emergency_measure_at', 'stopped': emergency_measure_at},
        {'column_name': 'plan_issued_at', 'stopped': plan_issued_at},
        {'column_name': 'closed_at', 'stopped': closed_at}
    ], recursive := true)
    FROM incidents
    UNION ALL
    SELECT _sheet, _row, support_requested_at, 'support_started_at', support_started_at FROM incidents
    UNION ALL
    SELECT _sheet, _row, requested_at, 'removed_at', removed_at FROM removals
    UNION ALL
    SELECT _sheet, _row, CAST(found_on AS TIMESTAMP), 'handled_on', CAST(handled_on AS TIMESTAMP) FROM violations
)
SELECT
    _sheet, _row, column_name,
    strftime(stopped, '%d/%m/%Y %H:%M') AS stop,
    strftime(started, '%d/%m/%Y %H:%M') AS start
FROM clocks
WHERE stopped < started
-- Several stops before one start are one problem: most likely the start is wrong.
QUALIFY row_number() OVER (PARTITION BY _sheet, _row, started ORDER BY stopped, column_name) = 1
ORDER BY _sheet, _row, column_name
