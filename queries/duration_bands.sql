/*---
question = "How long did the cases take that stopped in the period, and how old are those still running?"
answer = """one row per clock, part and band: part stopped = handled in the chosen years, by days taken; part running = \
begun in the chosen years and open as of the snapshot's day, by age in days (overdue: how many of them); from_days is \
inside the band, to_days is not, null = no end"""
child = true
---*/
WITH bands AS (
    SELECT * FROM (VALUES (0, 1), (1, 3), (3, 7), (7, 14), (14, 30), (30, 60), (60, 90), (90, NULL)) AS limits (from_days, to_days)
),
parts AS (
    SELECT * FROM (VALUES ('stopped'), ('running')) AS names (part)
),
cases AS (
    SELECT clocks.clock, 'stopped' AS part, clocks.days, 0 AS overdue
    FROM clocks
    JOIN years ON CAST(clocks.stopped_at AS DATE) BETWEEN years.starts_on AND years.ends_on
    WHERE clocks.ending = 'stopped' AND clocks.days IS NOT NULL
      AND (len($years) = 0 OR list_contains($years, years.year))
      AND (len($schools) = 0 OR list_contains($schools, clocks.school_id))
    UNION ALL
    SELECT clock, 'running', days, CASE WHEN state = 'overdue' THEN 1 ELSE 0 END
    FROM clocks
    WHERE ending = 'open' AND days IS NOT NULL
      AND (len($years) = 0 OR list_contains($years, year))
      AND (len($schools) = 0 OR list_contains($schools, school_id))
),
grid AS (
    SELECT known.clock, parts.part, bands.from_days, bands.to_days
    FROM (SELECT DISTINCT clock FROM cases) AS known
    CROSS JOIN parts
    CROSS JOIN bands
)
SELECT
    grid.clock, grid.part,
    grid.from_days || CASE WHEN grid.to_days IS NULL THEN '+' ELSE '–' || grid.to_days END AS band,
    grid.from_days, grid.to_days,
    count(cases.clock) AS cases,
    CAST(coalesce(sum(cases.overdue), 0) AS BIGINT) AS overdue
FROM grid
LEFT JOIN cases
    ON cases.clock = grid.clock AND cases.part = grid.part
    AND cases.days >= grid.from_days AND (grid.to_days IS NULL OR cases.days < grid.to_days)
GROUP BY grid.clock, grid.part, grid.from_days, grid.to_days
ORDER BY grid.clock, grid.part DESC, grid.from_days
