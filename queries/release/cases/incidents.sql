/*---
question = "In which counts of the release does each incident stand?"
answer = "one row per incident received within the plan: a column is a table of the release, its value the part in which the incident is counted, empty where in none"
weighted = ["children", "victims_supported"]
facets = [
    ["category"],
    ["platform"],
    ["age_band"],
    ["incidents", "still_open", "month", "intake", "single_channel", "provider_reports", "severity", "clock.emergency", "clock.referral", "clock.plan", "clock.closure"],
    ["children", "victims_supported", "clock.support"],
]
---*/
WITH states AS (
    SELECT
        subject_id AS incident_id,
        max(state) FILTER (WHERE clock = 'emergency') AS emergency,
        max(state) FILTER (WHERE clock = 'referral') AS referral,
        max(state) FILTER (WHERE clock = 'plan') AS plan,
        max(state) FILTER (WHERE clock = 'closure') AS closure,
        max(state) FILTER (WHERE clock = 'support') AS support
    FROM clocks
    WHERE subject = 'incident'
    GROUP BY subject_id
),
received AS (
    SELECT
        incidents.*, days.year, coalesce(outcome IN ('duplicate', 'unfounded'), false) AS void
    FROM incidents
    JOIN days ON days.day = CAST(received_at AS DATE)
)
SELECT
    coalesce(received.school_id, 'office') AS school_id, received.year,
    received.children AS weight,
    CASE WHEN void THEN 'void' WHEN closed_at IS NULL THEN 'open' WHEN outcome = 'resolved' THEN 'resolved' ELSE 'otherwise' END AS stratum,
    CASE WHEN NOT void THEN coalesce(category, 'not_recorded') END AS category,
    CASE WHEN NOT void THEN coalesce(platform, 'not_recorded') END AS platform,
    CASE WHEN NOT void THEN coalesce(age_band, 'not_recorded') END AS age_band,
    CASE WHEN void THEN 'void' ELSE 'all' END AS incidents,
    CASE WHEN closed_at IS NULL THEN 'all' END AS still_open,
    CASE WHEN NOT void THEN coalesce(intake, 'not_recorded') END AS intake,
    CASE WHEN void THEN NULL WHEN intake = 'single_point' THEN 'done' ELSE 'rest' END AS single_channel,
    CASE WHEN NOT void AND intake = 'provider_auto' THEN 'done' END AS provider_reports,
    CASE WHEN NOT void THEN coalesce(severity, 'not_recorded') END AS severity,
    CASE WHEN NOT void THEN strftime(received_at, '%Y-%m') END AS month,
    states.emergency AS "clock.emergency", states.referral AS "clock.referral", states.plan AS "clock.plan",
    states.closure AS "clock.closure",
    CASE WHEN NOT void THEN 'all' END AS children,
    CASE WHEN void OR support_requested_at IS NULL THEN NULL WHEN support_started_at IS NULL THEN 'rest' ELSE 'done' END AS victims_supported,
    states.support AS "clock.support"
FROM received
LEFT JOIN states ON states.incident_id = received.incident_id
