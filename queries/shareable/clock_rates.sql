/*---
answer = "years only; a masked count is empty, and a rate that rests on one"
district_only = true
only = {by = ["year"]}
---*/
WITH counts AS (
    SELECT CAST(year AS VARCHAR) AS group_name, split_part(measure, '.', 2) AS clock, part, cases
    FROM cells
    WHERE measure LIKE 'clock.%'
      AND (len($years) = 0 OR list_contains($years, year))
),
placed AS (
    SELECT
        group_name, clock,
        max(cases) FILTER (WHERE part = 'on_time') AS on_time,
        max(cases) FILTER (WHERE part = 'late') AS late,
        max(cases) FILTER (WHERE part = 'running') AS running,
        max(cases) FILTER (WHERE part = 'overdue') AS overdue,
        max(cases) FILTER (WHERE part = 'ended_otherwise') AS ended_otherwise,
        max(cases) FILTER (WHERE part = 'fell_due') AS fell_due
    FROM counts
    GROUP BY group_name, clock
    UNION ALL
    -- Reports are counts of schools, which are never masked.
    SELECT
        CAST(year AS VARCHAR), 'report',
        count(*) FILTER (WHERE state = 'on_time'), count(*) FILTER (WHERE state = 'late'),
        -- A report without a figure does not count.
        count(*) FILTER (WHERE state NOT IN ('on_time', 'late') AND due_on >= as_of),
        count(*) FILTER (WHERE state NOT IN ('on_time', 'late') AND due_on < as_of), 0,
        count(*) FILTER (WHERE state IN ('on_time', 'late') OR due_on < as_of)
    FROM report_states CROSS JOIN snapshot
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY year
)
SELECT
    group_name AS "group", clock, on_time, late, running, overdue, ended_otherwise,
    100.0 * on_time / nullif(fell_due, 0) AS rate
FROM placed
ORDER BY group_name, clock
