/*---
answer = "a masked count is empty, and a rate that rests on one; counts of several years are empty where one of them is masked"
district_only = true
---*/
WITH states AS (
    SELECT split_part(measure, '.', 2) AS clock, year, part AS state, cases FROM cells WHERE measure LIKE 'clock.%'
    UNION ALL
    -- Reports are counts of schools, which are never masked.
    SELECT 'report', year, unnest(['on_time', 'late', 'running', 'overdue', 'ended_otherwise', 'not_started', 'fell_due']),
        unnest([on_time, late, not_due, missing, 0, 0, on_time + late + missing])
    FROM (
        SELECT year, count(*) FILTER (WHERE state = 'on_time') AS on_time, count(*) FILTER (WHERE state = 'late') AS late,
            -- A report without a figure does not count.
            count(*) FILTER (WHERE state NOT IN ('on_time', 'late') AND due_on >= as_of) AS not_due,
            count(*) FILTER (WHERE state NOT IN ('on_time', 'late') AND due_on < as_of) AS missing
        FROM report_states CROSS JOIN snapshot
        GROUP BY year
    ) AS reports
),
chosen AS (
    SELECT count(*) AS number, bool_or(partial) AS partial
    FROM years
    WHERE len($years) = 0 OR list_contains($years, year)
),
spread AS (
    SELECT clock, year, state, cases FROM states
    UNION ALL
    SELECT states.clock, NULL, states.state,
        CASE WHEN count(states.cases) FILTER (WHERE len($years) = 0 OR list_contains($years, states.year)) = any_value(chosen.number)
            THEN sum(states.cases) FILTER (WHERE len($years) = 0 OR list_contains($years, states.year)) END
    FROM states CROSS JOIN chosen
    GROUP BY states.clock, states.state
),
counted AS (
    SELECT clock, year, map_from_entries(list((state, CAST(cases AS BIGINT)))) AS cases FROM spread GROUP BY clock, year
),
open_now AS (
    SELECT clock,
        CASE WHEN NOT bool_or(cases IS NULL AND state = 'running') THEN sum(cases) FILTER (WHERE state = 'running') END AS running,
        CASE WHEN NOT bool_or(cases IS NULL AND state = 'overdue') THEN sum(cases) FILTER (WHERE state = 'overdue') END AS overdue
    FROM states GROUP BY clock
),
rules AS (
    SELECT clock, "limit", unit, source, basis FROM deadlines WHERE valid_from <= (SELECT as_of FROM snapshot)
    QUALIFY row_number() OVER (PARTITION BY clock ORDER BY valid_from DESC) = 1
)
SELECT
    rules.clock, counted.year, cases['on_time'] AS on_time, cases['late'] AS late, cases['running'] AS running,
    cases['overdue'] AS overdue, cases['ended_otherwise'] AS ended_otherwise, cases['not_started'] AS not_started,
    cases['fell_due'] AS fell_due, 100.0 * cases['on_time'] / nullif(cases['fell_due'], 0) AS rate,
    CAST(open_now.running AS BIGINT) AS running_now, CAST(open_now.overdue AS BIGINT) AS overdue_now,
    CAST(NULL AS BIGINT) AS all_overdue_now,
    rules."limit", rules.unit, rules.source, rules.basis, coalesce(years.partial, chosen.partial) AS partial
FROM rules
JOIN counted ON counted.clock = rules.clock
JOIN open_now ON open_now.clock = rules.clock
CROSS JOIN chosen
LEFT JOIN years ON years.year = counted.year
ORDER BY clock_order(rules.clock), counted.year NULLS LAST
