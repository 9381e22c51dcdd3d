/*---
question = "How many incidents came in each month, per 1,000 pupils, and which months are a signal?"
answer = """one row per month that is over; a u-chart: rate, centre and exact Poisson 99.8% limits per 1,000 pupils of \
the schools open in the month of which something is known in its year; signal outside, run (7 on one side), trend (7 rising or \
falling), two_of_three (beyond two thirds of the way to the same limit, above zero), the first that applies; way: towards more or fewer incidents. No rate without \
enrolment, nor in a month that lies only partly in the plan. Centre and limits come from the first months with a rate (baseline_months \
of the assumptions) of the plan, and of each stretch from a dated row of its rebases on; the choice of years changes neither"""
child = true
own = "schools"
columns = [
  "month", "year",
  {name = "incidents", note = "Empty: masked, a small count"},
  "pupils",
  {name = "rate", like = "incident_rate", decimals = 2},
  {name = "centre", kind = "number", title = "Centre", decimals = 2, unit = "vụ/1.000 học sinh"},
  {name = "lower", kind = "number", title = "Lower limit", decimals = 2, unit = "vụ/1.000 học sinh", note = "The 99.8% limit"},
  {name = "upper", kind = "number", title = "Upper limit", decimals = 2, unit = "vụ/1.000 học sinh", note = "The 99.8% limit"},
  "signal", "way",
]
key = ["month"]
---*/
WITH rolls AS (
    -- Schools with the same days of opening are summed before the join with the months.
    SELECT year, opened_on, closed_on, sum(pupils) AS pupils
    FROM school_incidents
    WHERE pupils > 0 AND (len($schools) = 0 OR list_contains($schools, school_id))
    GROUP BY year, opened_on, closed_on
),
open_rolls AS (
    SELECT months.month, CAST(sum(rolls.pupils) AS BIGINT) AS pupils
    FROM months
    JOIN rolls ON rolls.year = months.year
        AND coalesce(rolls.opened_on, months.month) <= months.last_day
        AND coalesce(rolls.closed_on, months.month) >= months.month
    GROUP BY months.month
),
counts AS (
    SELECT CAST(date_trunc('month', received_at) AS DATE) AS month, count(*) AS incidents
    FROM incidents_in_year
    WHERE len($schools) = 0 OR list_contains($schools, school_id)
    GROUP BY date_trunc('month', received_at)
),
points AS (
    SELECT
        months.month, months.year, coalesce(counts.incidents, 0) AS incidents, open_rolls.pupils,
        CASE WHEN months.whole AND open_rolls.pupils > 0 THEN open_rolls.pupils END AS exposed,
        (SELECT count(*) FROM rebases WHERE rebases.date <= months.month) AS segment
    FROM months LEFT JOIN open_rolls USING (month) LEFT JOIN counts USING (month)
),
numbered AS (
    SELECT *, exposed IS NOT NULL AND count(exposed) OVER (PARTITION BY segment ORDER BY month)
        <= (SELECT value FROM assumptions WHERE assumption = 'baseline_months') AS in_baseline
    FROM points
),
levels AS (
    -- Only the first months set the limits: a month must not move the limits that judge it.
    SELECT *, sum(CASE WHEN in_baseline THEN incidents END) OVER (PARTITION BY segment)
        / CAST(sum(CASE WHEN in_baseline THEN exposed END) OVER (PARTITION BY segment) AS DOUBLE) AS per_pupil
    FROM numbered
),
chances AS (
    -- The Poisson probability of each plausible count of the month.
    SELECT month, k, exp(k * ln(mean) - mean - lgamma(k + 1)) AS chance
    FROM (
        SELECT month, mean, unnest(range(CAST(greatest(mean - 8 * sqrt(mean) - 10, 0) AS BIGINT),
            CAST(mean + 8 * sqrt(mean) + 30 AS BIGINT))) AS k
        FROM (SELECT month, per_pupil * exposed AS mean FROM levels WHERE per_pupil * exposed > 0) AS means) AS thinkable
),
limits AS (
    -- The smallest counts that a stable series stays at or below with 0.1% and with 99.9%.
    SELECT month, min(k) FILTER (WHERE reached >= 0.001) AS low, min(k) FILTER (WHERE reached >= 0.999) AS high
    FROM (SELECT month, k, sum(chance) OVER (PARTITION BY month ORDER BY k) AS reached FROM chances) AS sums
    GROUP BY month
),
charted AS (
    SELECT
        levels.*, per_pupil * exposed AS mean, 1000.0 * incidents / exposed AS rate,
        CASE WHEN exposed IS NOT NULL THEN coalesce(limits.low, 0) END AS low, CASE WHEN exposed IS NOT NULL THEN coalesce(limits.high, 0) END AS high
    FROM levels LEFT JOIN limits ON limits.month = levels.month
),
placed AS (
    -- Rounded, so that a month on the line, or equal to the one before, is on neither side. A lower limit
    -- of zero is none: a quiet month in a quiet series is no signal.
    SELECT
        *,
        sign(round(incidents - mean, 9)) AS side,
        sign(round(rate - lag(rate) OVER (PARTITION BY segment ORDER BY month), 9)) AS turn,
        CASE WHEN incidents > mean + (high - mean) * 2 / 3 THEN 1
            WHEN low > 0 AND incidents < mean - (mean - low) * 2 / 3 THEN -1 END AS far
    FROM charted
),
signalled AS (
    SELECT
        *,
        CASE
            WHEN incidents < low OR incidents > high THEN 'outside'
            WHEN abs(sum(side) OVER (past ROWS 6 PRECEDING)) = 7 THEN 'run'
            WHEN abs(sum(turn) OVER (past ROWS 5 PRECEDING)) = 6 THEN 'trend'
            WHEN far = 1 AND count(CASE WHEN far = 1 THEN 1 END) OVER (past ROWS 2 PRECEDING) >= 2 THEN 'two_of_three'
            WHEN far = -1 AND count(CASE WHEN far = -1 THEN 1 END) OVER (past ROWS 2 PRECEDING) >= 2 THEN 'two_of_three'
        END AS signal
    FROM placed
    WINDOW past AS (PARTITION BY segment ORDER BY month)
)
SELECT
    month, year, incidents, pupils, rate,
    1000 * per_pupil AS centre, 1000.0 * low / exposed AS lower, 1000.0 * high / exposed AS upper, signal,
    CASE WHEN signal IS NOT NULL THEN if(if(signal = 'trend', turn, side) > 0, 'more', 'fewer') END AS way
FROM signalled
WHERE len($years) = 0 OR list_contains($years, year)
ORDER BY month
