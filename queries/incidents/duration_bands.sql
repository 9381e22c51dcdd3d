/*---
question = "How long did cases take that stopped in the chosen years, and how old are running cases?"
answer = """one row per clock and band of days (from_days is inside the band, to_days is not, null = no end): stopped in the \
chosen years, by days taken; running as of the snapshot's day, by age, whatever year they began in (overdue: how many of \
them)"""
child = true
own = "schools"
columns = [
  "clock",
  {name = "band", kind = "id", title = "Band", required = true},
  {name = "from_days", kind = "count", title = "At least", unit = "ngày"},
  {name = "to_days", kind = "count", title = "To below", unit = "ngày", note = "Empty: there is no bound"},
  "stopped",
  {name = "running", like = "running_cases", title = "Open"},
  {name = "overdue", like = "overdue_cases"},
]

[params.clock]
default = "all"
allowed = ["all", "emergency", "referral", "plan", "support", "removal", "violation", "closure", "report"]
---*/
WITH bands AS (
    SELECT * FROM (VALUES (0, 1), (1, 3), (3, 7), (7, 14), (14, 30), (30, 60), (60, 90), (90, NULL)) AS limits (from_days, to_days)
),
cases AS (
    -- Counted by band before the join with the grid, because there are many cases and few bands.
    SELECT
        clocks.clock,
        CASE WHEN days < 1 THEN 0 WHEN days < 3 THEN 1 WHEN days < 7 THEN 3 WHEN days < 14 THEN 7
            WHEN days < 30 THEN 14 WHEN days < 60 THEN 30 WHEN days < 90 THEN 60 ELSE 90 END AS from_days,
        count(*) FILTER (WHERE clocks.ending = 'stopped') AS stopped,
        count(*) FILTER (WHERE clocks.ending = 'open') AS running,
        count(*) FILTER (WHERE clocks.state = 'overdue') AS overdue
    FROM clocks
    LEFT JOIN years ON CAST(clocks.stopped_at AS DATE) BETWEEN years.starts_on AND years.ends_on
    WHERE clocks.days IS NOT NULL
      AND ($clock = 'all' OR clocks.clock = $clock)
      AND (clocks.ending = 'open' OR clocks.ending = 'stopped' AND (len($years) = 0 OR list_contains($years, years.year)))
      AND (len($schools) = 0 OR list_contains($schools, clocks.school_id))
    GROUP BY ALL
),
grid AS (
    SELECT known.clock, bands.from_days, bands.to_days
    FROM (SELECT DISTINCT clock FROM cases) AS known
    CROSS JOIN bands
)
SELECT
    grid.clock,
    grid.from_days || CASE WHEN grid.to_days IS NULL THEN '+' ELSE '–' || grid.to_days END AS band,
    grid.from_days, grid.to_days,
    coalesce(cases.stopped, 0) AS stopped, coalesce(cases.running, 0) AS running, coalesce(cases.overdue, 0) AS overdue
FROM grid
LEFT JOIN cases ON cases.clock = grid.clock AND cases.from_days = grid.from_days
ORDER BY grid.clock, grid.from_days
