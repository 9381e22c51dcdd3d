/*---
question = "Which incidents could there have been?"
answer = "columns of incidents, as the checks let them be: each step not taken, taken at once or in the last minute"
---*/
WITH listed AS (
    SELECT column_name, unnest(string_split(allowed, '; ')) AS part
    FROM dictionary
    WHERE table_name = 'incidents' AND allowed <> ''
    UNION ALL
    SELECT column_name, NULL FROM dictionary
    WHERE table_name = 'incidents' AND allowed <> '' AND NOT required
),
ended AS (
    SELECT received_at, latest, unnest([
        {'outcome': NULL, 'closed_at': NULL},
        {'outcome': 'resolved', 'closed_at': received_at},
        {'outcome': 'resolved', 'closed_at': latest},
        {'outcome': 'withdrawn', 'closed_at': received_at},
        {'outcome': 'withdrawn', 'closed_at': latest},
        {'outcome': 'unfounded', 'closed_at': latest}
    ], recursive := true)
    FROM ages
),
-- What no clock rests on goes with everything else.
grouped AS (
    SELECT received_at, outcome, closed_at, column_name, part
    FROM ended
    JOIN listed ON column_name IN ('category', 'platform', 'age_band')
    WHERE received_at = (SELECT max(received_at) FROM ages)
),
received AS (
    SELECT ended.*, by_intake.part AS intake, by_severity.part AS severity
    FROM ended
    JOIN listed AS by_intake ON by_intake.column_name = 'intake'
    JOIN listed AS by_severity ON by_severity.column_name = 'severity'
),
referred AS (
    SELECT *, unnest(CASE WHEN intake IN ('hotline_111', 'police') THEN [NULL] ELSE [NULL, received_at, latest] END) AS referred_at
    FROM received
),
measured AS (
    SELECT *, unnest(CASE WHEN severity = 'emergency' THEN [NULL, received_at, latest] ELSE [NULL] END) AS emergency_measure_at
    FROM referred
),
planned AS (
    SELECT *, unnest([NULL, received_at, latest]) AS plan_issued_at
    FROM measured
),
-- Whoever begins last has the least choice: what support can be then it can be for every incident of the year.
supported AS (
    SELECT received_at, outcome, closed_at, unnest([
        {'support_requested_at': received_at, 'support_started_at': NULL},
        {'support_requested_at': received_at, 'support_started_at': received_at},
        {'support_requested_at': received_at, 'support_started_at': latest},
        {'support_requested_at': latest, 'support_started_at': NULL},
        {'support_requested_at': latest, 'support_started_at': latest}
    ], recursive := true)
    FROM ended
    WHERE received_at = (SELECT max(received_at) FROM ages)
),
together AS (
    FROM planned
    UNION ALL BY NAME
    FROM supported
    UNION ALL BY NAME
    SELECT
        received_at, outcome, closed_at,
        CASE WHEN column_name = 'category' THEN part END AS category,
        CASE WHEN column_name = 'platform' THEN part END AS platform,
        CASE WHEN column_name = 'age_band' THEN part END AS age_band
    FROM grouped
),
usual AS (
    SELECT min(part) AS part, column_name FROM listed GROUP BY column_name
)
SELECT
    together.* EXCLUDE (latest) REPLACE (
        coalesce(category, (SELECT part FROM usual WHERE column_name = 'category')) AS category,
        coalesce(platform, (SELECT part FROM usual WHERE column_name = 'platform')) AS platform,
        coalesce(intake, (SELECT part FROM usual WHERE column_name = 'intake')) AS intake,
        coalesce(severity, (SELECT part FROM usual WHERE column_name = 'severity')) AS severity
    ),
    'V' || row_number() OVER () AS incident_id, 1 AS children
FROM together
