/*---
question = "Which chart suits the incidents of these schools, and how many points does it rest on?"
answer = """one row, over all years of the plan: months that have a rate, their incidents and the mean a month; chart months \
(mean of 2 and more), gaps (days between, below 2 a month) or none (fewer than 7 points: no rule of seven can speak); points \
of that chart, fewest in the shortest stretch between rebases (below 12 the limits are on trial); false_alarms in percent of \
the points; days since the last incident, which are no point of the days-between chart yet; baseline: how many first months make \
centre and limits"""
child = true
own = "schools"
columns = [
  {name = "months", kind = "count", title = "Months"},
  "incidents",
  {name = "mean", kind = "number", title = "Mean a month", decimals = 1, unit = "vụ", privacy = "child"},
  {name = "chart", kind = "id", title = "Chart"},
  {name = "points", kind = "count", title = "Points", privacy = "child"},
  {name = "fewest", kind = "count", title = "Fewest points of a stretch", privacy = "child"},
  {name = "false_alarms", kind = "percent", title = "False alarms"},
  {name = "last_on", kind = "day", title = "Last incident", privacy = "child"},
  {name = "days_since", kind = "count", title = "Days since the last incident", unit = "ngày", privacy = "child"},
  {name = "baseline", kind = "count", title = "Months of the baseline"},
]
---*/
WITH rolls AS (
    SELECT DISTINCT year, opened_on, closed_on
    FROM school_incidents
    WHERE pupils > 0 AND (len($schools) = 0 OR list_contains($schools, school_id))
),
received AS (
    SELECT CAST(received_at AS DATE) AS day, count(*) AS incidents
    FROM incidents_in_year
    WHERE len($schools) = 0 OR list_contains($schools, school_id)
    GROUP BY CAST(received_at AS DATE)
),
rated AS (
    SELECT
        months.month,
        (SELECT count(*) FROM rebases WHERE rebases.date <= months.month) AS stretch,
        coalesce((SELECT sum(incidents) FROM received WHERE date_trunc('month', day) = months.month), 0) AS incidents
    FROM months
    WHERE months.whole AND EXISTS (
        SELECT 1 FROM rolls
        WHERE rolls.year = months.year
          AND coalesce(rolls.opened_on, months.month) <= months.last_day
          AND coalesce(rolls.closed_on, months.month) >= months.month
    )
),
gaps AS (
    -- The first incident has none before it, so it ends no gap.
    SELECT
        (SELECT count(*) FROM rebases WHERE rebases.date <= received.day) AS stretch,
        incidents - CASE WHEN day = (SELECT min(day) FROM received) THEN 1 ELSE 0 END AS points
    FROM received
),
stretches AS (
    SELECT 'months' AS chart, stretch, count(*) AS points, sum(incidents) AS incidents FROM rated GROUP BY stretch
    UNION ALL
    SELECT 'gaps', stretch, sum(points), NULL FROM gaps GROUP BY stretch HAVING sum(points) > 0
),
charts AS (
    SELECT chart, sum(points) AS points, min(points) AS fewest, sum(incidents) AS incidents FROM stretches GROUP BY chart
),
basis AS (
    SELECT
        max(points) FILTER (WHERE chart = 'months') AS months, max(incidents) AS incidents,
        max(incidents) / CAST(max(points) FILTER (WHERE chart = 'months') AS DOUBLE) AS mean,
        CASE WHEN max(incidents) >= 2 * max(points) FILTER (WHERE chart = 'months') THEN 'months' ELSE 'gaps' END AS fitting
    FROM charts
)
SELECT
    CAST(coalesce(months, 0) AS BIGINT) AS months, CAST(coalesce(basis.incidents, 0) AS BIGINT) AS incidents, mean,
    CASE WHEN points >= 7 THEN fitting ELSE 'none' END AS chart,
    CAST(coalesce(points, 0) AS BIGINT) AS points, CAST(coalesce(fewest, 0) AS BIGINT) AS fewest,
    3.0::DOUBLE AS false_alarms,  -- In a stable series, by the simulation in tests/test_trends.py; for either chart.
    (SELECT max(day) FROM received) AS last_on,
    CAST((SELECT as_of FROM snapshot) - (SELECT max(day) FROM received) AS BIGINT) AS days_since,
    CAST((SELECT max(value) FROM assumptions WHERE assumption = 'baseline_months') AS BIGINT) AS baseline
FROM basis LEFT JOIN charts ON charts.chart = basis.fitting
ORDER BY months
