/*---
question = "For rare incidents (mean below 2 a month): how many days lie between two of them, and is that a signal?"
answer = """one row per incident after the first; a g-chart: whole days since the incident before, against the exact \
geometric 99.8% limits of a stable series with the same mean; centre is its exact median, because half of such days lie on \
either side of the median and not of the mean; signal outside (above: rarer, below: closer together), run (7 on one side), \
trend (7 rising or falling), the first that applies; way: towards more or fewer incidents. There is no rule two_of_three here: in so skewed \
a series it is chance. Centre and limits come from the gaps that end in the first months (baseline_months of the assumptions), and from \
12 gaps at least, of the plan, and of each stretch from a dated row of its rebases on; the choice of years changes neither"""
child = true
own = "schools"
columns = [
  {name = "number", kind = "count", title = "Number"},
  "year",
  {name = "received_on", kind = "day", title = "Received on", privacy = "child"},
  {name = "previous_on", kind = "day", title = "The one before", privacy = "child"},
  {name = "days", kind = "count", title = "Days between", unit = "ngày", privacy = "child"},
  {name = "mean", kind = "number", title = "Mean", decimals = 1, unit = "ngày"},
  {name = "centre", kind = "count", title = "Centre", unit = "ngày"},
  {name = "lower", kind = "count", title = "Lower limit", unit = "ngày"},
  {name = "upper", kind = "count", title = "Upper limit", unit = "ngày"},
  "signal", "way",
]
---*/
WITH events AS (
    SELECT
        incident_id, year, received_at, CAST(received_at AS DATE) AS received_on,
        lag(CAST(received_at AS DATE)) OVER (ORDER BY received_at, incident_id) AS previous_on
    FROM incidents_in_year
    WHERE len($schools) = 0 OR list_contains($schools, school_id)
),
gaps AS (
    SELECT
        incident_id, year, received_at, received_on, previous_on,
        CAST(received_on - previous_on AS BIGINT) AS days,
        (SELECT count(*) FROM rebases WHERE rebases.date <= received_on) AS segment
    FROM events
    WHERE previous_on IS NOT NULL
),
numbered AS (
    SELECT
        gaps.*,
        row_number() OVER (PARTITION BY segment ORDER BY received_at, incident_id) AS nth,
        date_diff('month',
            coalesce((SELECT max(date) FROM rebases WHERE rebases.date <= received_on), (SELECT min(month) FROM months)),
            received_on) AS months_on
    FROM gaps
),
means AS (
    -- Only the first gaps set the limits: a gap must not move the limits that judge it.
    SELECT numbered.*, base.mean
    FROM numbered
    JOIN (
        SELECT segment, CAST(sum(days) AS DOUBLE) / count(*) AS mean
        FROM numbered
        WHERE nth <= 12 OR months_on < (SELECT value FROM assumptions WHERE assumption = 'baseline_months')
        GROUP BY segment
    ) AS base ON base.segment = numbered.segment
),
quietness AS (
    -- The probability of a day without an incident.
    SELECT *, mean / (1 + mean) AS quiet FROM means
),
limits AS (
    SELECT
        *,
        CASE WHEN quiet > 0 THEN CAST(greatest(ceil(ln(0.5) / ln(quiet) - 1e-9) - 1, 0) AS BIGINT) ELSE 0 END AS centre,
        CASE WHEN quiet > 0 THEN CAST(greatest(ceil(ln(0.999) / ln(quiet) - 1e-9) - 1, 0) AS BIGINT) ELSE 0 END AS lower,
        CASE WHEN quiet > 0 THEN CAST(greatest(ceil(ln(0.001) / ln(quiet) - 1e-9) - 1, 0) AS BIGINT) ELSE 0 END AS upper
    FROM quietness
),
placed AS (
    SELECT
        *,
        sign(days - centre) AS side,
        sign(days - lag(days) OVER (PARTITION BY segment ORDER BY received_at, incident_id)) AS turn
    FROM limits
),
signalled AS (
    SELECT
        *,
        CASE
            WHEN days < lower OR days > upper THEN 'outside'
            WHEN abs(sum(side) OVER (past ROWS 6 PRECEDING)) = 7 THEN 'run'
            WHEN abs(sum(turn) OVER (past ROWS 5 PRECEDING)) = 6 THEN 'trend'
        END AS signal
    FROM placed
    WINDOW past AS (PARTITION BY segment ORDER BY received_at, incident_id)
)
SELECT
    row_number() OVER (ORDER BY received_at, incident_id) AS number,
    year, received_on, previous_on, days, mean, centre, lower, upper, signal,
    -- Fewer days between incidents mean more incidents.
    CASE WHEN signal IS NOT NULL THEN if(if(signal = 'trend', turn, side) < 0, 'more', 'fewer') END AS way
FROM signalled
WHERE len($years) = 0 OR list_contains($years, year)
ORDER BY number
