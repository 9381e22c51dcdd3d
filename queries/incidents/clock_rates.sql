/*---
question = "What share of the cases that fell due was handled on time?"
answer = "one row per group and clock: cases by state, and rate in percent of on_time + late + overdue; null when none fell due"
child = true
own = "schools"
columns = [
  {name = "group", kind = "id", title = "Group", note = "Empty: of no school"},
  "clock",
  {name = "on_time", like = "on_time_cases"},
  {name = "late", like = "late_cases"},
  {name = "running", like = "running_cases"},
  {name = "overdue", like = "overdue_cases"},
  {name = "ended_otherwise", like = "ended_cases"},
  {name = "rate", like = "on_time_rate"},
]

[params.by]
default = "year"
allowed = ["year", "school", "category", "severity"]
---*/
WITH placed AS (
    SELECT
        CASE $by
            WHEN 'year' THEN CAST(year AS VARCHAR)
            WHEN 'school' THEN school_id
            WHEN 'category' THEN coalesce(category, 'not_recorded')
            WHEN 'severity' THEN coalesce(severity, 'not_recorded')
        END AS group_name,
        clock, state
    FROM clocks
    WHERE (len($years) = 0 OR list_contains($years, year))
      AND (len($schools) = 0 OR list_contains($schools, school_id))
),
counted AS (
    SELECT
        group_name, clock,
        count(*) FILTER (WHERE state = 'on_time') AS on_time,
        count(*) FILTER (WHERE state = 'late') AS late,
        count(*) FILTER (WHERE state = 'running') AS running,
        count(*) FILTER (WHERE state = 'overdue') AS overdue,
        count(*) FILTER (WHERE state = 'ended_otherwise') AS ended_otherwise
    FROM placed
    GROUP BY group_name, clock
)
-- Cases not started, invalid or without a rule are in no column: they are neither on time nor late.
SELECT
    group_name AS "group", clock, on_time, late, running, overdue, ended_otherwise,
    100.0 * on_time / nullif(on_time + late + overdue, 0) AS rate
FROM counted
ORDER BY group_name, clock
