/*---
question = "How does each clock stand against its limit, year by year, for the chosen years together, and now?"
answer = """one row per clock and year begun, and one for the chosen years together (year empty); cases by state, rate in \
percent of fell_due = on_time + late + overdue; running_now and overdue_now count every case open as of the snapshot's day, whatever \
year it began in, all_overdue_now those of all clocks of cases, without the yearly reports; the limit is the one in force on that day"""
child = true
own = "schools"
columns = [
  "clock",
  {name = "year", like = "any_year"},
  {name = "on_time", like = "on_time_cases"},
  {name = "late", like = "late_cases"},
  {name = "running", like = "running_cases"},
  {name = "overdue", like = "overdue_cases"},
  {name = "ended_otherwise", like = "ended_cases"},
  {name = "not_started", kind = "count", title = "Not started", privacy = "child"},
  {name = "fell_due", kind = "count", title = "Fell due", privacy = "child"},
  {name = "rate", like = "on_time_rate"},
  {name = "running_now", kind = "count", title = "Running now", privacy = "child"},
  {name = "overdue_now", kind = "count", title = "Overdue now", privacy = "child"},
  {name = "all_overdue_now", kind = "count", title = "Overdue now, all clocks", privacy = "child"},
  "limit",
  {name = "unit", like = "limit_unit"},
  {name = "source", like = "deadline_source"},
  "basis", "partial",
]
---*/
WITH placed AS (
    -- The counts over all schools were made when the snapshot was built.
    SELECT * FROM clock_totals WHERE len($schools) = 0
    UNION ALL
    SELECT clock, year, state, count(*) FROM clocks
    WHERE len($schools) > 0 AND list_contains($schools, school_id) GROUP BY clock, year, state
),
counted AS (
    SELECT clock, year,
        coalesce(sum(cases) FILTER (WHERE state = 'on_time'), 0) AS on_time,
        coalesce(sum(cases) FILTER (WHERE state = 'late'), 0) AS late,
        coalesce(sum(cases) FILTER (WHERE state = 'running'), 0) AS running,
        coalesce(sum(cases) FILTER (WHERE state = 'overdue'), 0) AS overdue,
        coalesce(sum(cases) FILTER (WHERE state = 'ended_otherwise'), 0) AS ended_otherwise,
        coalesce(sum(cases) FILTER (WHERE state = 'not_started'), 0) AS not_started
    FROM placed GROUP BY clock, year
),
spread AS (
    SELECT *, year AS shown_year FROM counted
    UNION ALL
    SELECT *, NULL FROM counted WHERE len($years) = 0 OR list_contains($years, year)
),
added AS (
    SELECT
        clock, shown_year AS year, sum(on_time) AS on_time, sum(late) AS late, sum(running) AS running,
        sum(overdue) AS overdue, sum(ended_otherwise) AS ended_otherwise, sum(not_started) AS not_started
    FROM spread GROUP BY clock, shown_year
),
open_now AS (
    SELECT clock, sum(running) AS running, sum(overdue) AS overdue FROM counted GROUP BY clock
),
rules AS (
    SELECT clock, "limit", unit, source, basis
    FROM deadlines
    WHERE valid_from <= (SELECT as_of FROM snapshot)
    QUALIFY row_number() OVER (PARTITION BY clock ORDER BY valid_from DESC) = 1
),
grid AS (
    SELECT rules.*, years.year, years.partial FROM rules CROSS JOIN years
    UNION ALL
    SELECT rules.*, NULL, (SELECT bool_or(partial) FROM years WHERE len($years) = 0 OR list_contains($years, year)) FROM rules
)
SELECT
    grid.clock, grid.year,
    CAST(coalesce(on_time, 0) AS BIGINT) AS on_time, CAST(coalesce(late, 0) AS BIGINT) AS late,
    CAST(coalesce(added.running, 0) AS BIGINT) AS running, CAST(coalesce(added.overdue, 0) AS BIGINT) AS overdue,
    CAST(coalesce(ended_otherwise, 0) AS BIGINT) AS ended_otherwise,
    CAST(coalesce(not_started, 0) AS BIGINT) AS not_started,
    CAST(coalesce(on_time + late + added.overdue, 0) AS BIGINT) AS fell_due,
    100.0 * on_time / nullif(on_time + late + added.overdue, 0) AS rate,
    CAST(coalesce(open_now.running, 0) AS BIGINT) AS running_now,
    CAST(coalesce(open_now.overdue, 0) AS BIGINT) AS overdue_now,
    CAST(coalesce((SELECT sum(overdue) FROM open_now WHERE clock <> 'report'), 0) AS BIGINT) AS all_overdue_now,
    grid."limit", grid.unit, grid.source, grid.basis, grid.partial
FROM grid
LEFT JOIN added ON added.clock = grid.clock AND added.year IS NOT DISTINCT FROM grid.year
LEFT JOIN open_now ON open_now.clock = grid.clock
ORDER BY clock_order(grid.clock), grid.year NULLS LAST
