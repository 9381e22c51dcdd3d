/*---
question = "Is each case handled within its limit at the end of the as-of day"
answer = "one row per subject and clock; days and hours_taken are exact, null where nothing can be measured"
key = ["subject", "subject_id", "clock"]
needs = ["years", "days", "report_states"]
---*/
WITH rules AS (
    -- Where two rows of a clock overlap, the later one applies: no case has two limits.
    SELECT
        clock, "limit", unit, source, basis, valid_from,
        least(
            coalesce(valid_to, DATE '9999-12-31'),
            coalesce(lead(valid_from) OVER (PARTITION BY clock ORDER BY valid_from) - 1, DATE '9999-12-31')
        ) AS valid_to
    FROM deadlines
),
cases AS (
    SELECT
        incidents.* EXCLUDE (school_id), coalesce(incidents.school_id, 'office') AS school_id, days.year,
        CASE WHEN outcome <> 'resolved' THEN closed_at END AS ended_at,
        coalesce(outcome IN ('duplicate', 'unfounded'), false) AS void
    FROM incidents
    JOIN days ON days.day = CAST(incidents.received_at AS DATE)
),
incident_clocks AS (
    SELECT 'emergency' AS clock, received_at AS started_at, emergency_measure_at AS stopped_at, cases.*
    FROM cases WHERE severity = 'emergency'
    UNION ALL
    -- A case that came from 111 or the police needs no referral to them.
    SELECT 'referral', received_at, referred_at, cases.*
    FROM cases WHERE intake NOT IN ('hotline_111', 'police')
    UNION ALL
    SELECT 'plan', received_at, plan_issued_at, cases.* FROM cases
    UNION ALL
    SELECT 'support', support_requested_at, support_started_at, cases.* FROM cases
    UNION ALL
    SELECT 'closure', received_at, CASE WHEN outcome = 'resolved' THEN closed_at END, cases.* FROM cases
),
starts AS (
    -- by_day: only the day of the stop is known. void: not a case, whatever was done.
    SELECT
        'incident' AS subject, incident_id AS subject_id, school_id, year, clock, started_at, stopped_at,
        ended_at, void, category, severity, false AS by_day, CAST(NULL AS TIMESTAMP) AS fixed_due_at
    FROM incident_clocks
    UNION ALL
    -- A removal continues after its incident is withdrawn or transferred: the content is still there.
    SELECT
        'removal', removals.removal_id, cases.school_id, days.year, 'removal', removals.requested_at,
        removals.removed_at, CASE WHEN cases.void THEN cases.ended_at END, cases.void,
        cases.category, cases.severity, false, NULL
    FROM removals
    JOIN cases ON cases.incident_id = removals.incident_id
    JOIN days ON days.day = CAST(removals.requested_at AS DATE)
    UNION ALL
    SELECT
        'violation', violations.violation_id, coalesce(violations.school_id, 'office'), days.year, 'violation',
        CAST(violations.found_on AS TIMESTAMP), CAST(violations.handled_on AS TIMESTAMP),
        CASE WHEN violations.handling = 'not_upheld' THEN CAST(violations.handled_on AS TIMESTAMP) END,
        coalesce(violations.handling = 'not_upheld', false), cases.category, cases.severity, true, NULL
    FROM violations
    JOIN days ON days.day = violations.found_on
    LEFT JOIN cases ON cases.incident_id = violations.incident_id
    UNION ALL
    -- The plan fixes the day of the report; holidays do not move it.
    SELECT
        'report', report_states.school_id || '/' || report_states.year, report_states.school_id,
        report_states.year, 'report', CAST(years.starts_on AS TIMESTAMP),
        -- A report without a figure does not count.
        CASE WHEN report_states.state <> 'empty' THEN CAST(report_states.submitted_on AS TIMESTAMP) END, NULL, false, NULL, NULL, true,
        CAST(report_states.due_on AS TIMESTAMP) + INTERVAL 1 DAY
    FROM report_states
    JOIN years ON years.year = report_states.year
),
seen AS (
    -- Later events do not count yet: every clock is read at the end of the as-of day.
    SELECT
        starts.* EXCLUDE (stopped_at, ended_at),
        CASE WHEN stopped_at < reading.at THEN stopped_at END AS stopped_at,
        CASE WHEN ended_at < reading.at AND (void OR ended_at >= started_at) THEN ended_at END AS ended_at,
        reading.at AS read_at
    FROM starts
    CROSS JOIN (SELECT CAST(as_of AS TIMESTAMP) + INTERVAL 1 DAY AS at FROM snapshot) AS reading
),
endings AS (
    SELECT
        *,
        CASE
            WHEN started_at IS NULL OR started_at >= read_at THEN 'not_started'
            WHEN ended_at IS NOT NULL AND void THEN 'ended_otherwise'
            WHEN stopped_at < started_at THEN 'invalid'
            WHEN ended_at < coalesce(stopped_at, read_at) THEN 'ended_otherwise'
            WHEN stopped_at IS NOT NULL THEN 'stopped'
            ELSE 'open'
        END AS ending
    FROM seen
),
dues AS (
    SELECT
        endings.*, rules."limit", rules.unit, rules.source, rules.basis,
        CASE
            WHEN rules.clock IS NULL THEN NULL
            WHEN fixed_due_at IS NOT NULL THEN fixed_due_at
            WHEN rules.unit = 'hours' THEN started_at + rules."limit" * INTERVAL 1 HOUR
            WHEN rules.unit = 'working_days' AND rules."limit" > 0 THEN CAST(counted.day AS TIMESTAMP) + INTERVAL 1 DAY
            ELSE CAST(landed.next_working AS TIMESTAMP) + INTERVAL 1 DAY
        END AS due_at
    FROM endings
    LEFT JOIN rules
        ON rules.clock = endings.clock
        AND CAST(endings.started_at AS DATE) BETWEEN rules.valid_from AND rules.valid_to
    LEFT JOIN calendar AS start_day ON start_day.day = CAST(endings.started_at AS DATE)
    LEFT JOIN calendar AS counted
        ON counted.is_working AND counted.working_number = start_day.working_number + rules."limit"
    LEFT JOIN calendar AS landed ON landed.day = start_day.day + rules."limit"
),
lasting AS (
    SELECT
        *,
        date_diff('second', started_at, CASE ending
            WHEN 'stopped' THEN stopped_at
            WHEN 'ended_otherwise' THEN ended_at
            WHEN 'open' THEN read_at
        END) AS seconds
    FROM dues
)
SELECT
    subject, subject_id, school_id, year, clock, started_at,
    CASE WHEN ending IN ('stopped', 'invalid') THEN stopped_at END AS stopped_at,
    due_at,
    CASE
        WHEN ending IN ('not_started', 'ended_otherwise', 'invalid') THEN ending
        WHEN "limit" IS NULL THEN 'no_rule'
        -- The due moment is the end of a day. A stop by day counts as the beginning of that day,
        -- so a stop on the day after must be late.
        WHEN ending = 'stopped' AND (stopped_at < due_at OR (stopped_at = due_at AND NOT by_day)) THEN 'on_time'
        WHEN ending = 'stopped' THEN 'late'
        WHEN read_at > due_at THEN 'overdue'
        ELSE 'running'
    END AS state,
    CASE WHEN ending = 'stopped' AND subject <> 'report' THEN seconds / 3600.0 END AS hours_taken,
    "limit", unit, source, basis,
    CASE WHEN ending = 'ended_otherwise' THEN ended_at END AS ended_at,
    ending,
    -- Nothing was being handled between the year's first day and its report.
    CASE WHEN subject <> 'report' AND seconds >= 0 THEN seconds / 86400.0 END AS days,
    category, severity, read_at
FROM lasting
ORDER BY clock, subject_id
