/*---
question = "Has the yearly rate of incidents changed from the first to the last of the chosen years?"
answer = """one row: the first and the last of the chosen years with a rate, each with its incidents, pupil_years (pupils times the \
share of the year in which their school was open) and rate per 1,000; p_value: the exact chance, both ways, of a split of all their \
incidents between the two years at least as unlikely as this one, if the rate were the same (conditional binomial test of two \
Poisson counts); change: up or down where p_value is below 0.05, else none; empty with fewer than two such years"""
child = true
own = "schools"
columns = [
  {name = "first_year", kind = "year", title = "First year"},
  {name = "first_incidents", kind = "count", title = "Incidents in the first year", privacy = "child"},
  {name = "first_pupil_years", kind = "number", title = "Pupil-years of the first year", decimals = 1},
  {name = "first_rate", kind = "number", title = "Rate in the first year", decimals = 1, unit = "vụ/1.000 học sinh", privacy = "child"},
  {name = "last_year", kind = "year", title = "Last year"},
  {name = "last_incidents", kind = "count", title = "Incidents in the last year", privacy = "child"},
  {name = "last_pupil_years", kind = "number", title = "Pupil-years of the last year", decimals = 1},
  {name = "last_rate", kind = "number", title = "Rate in the last year", decimals = 1, unit = "vụ/1.000 học sinh", privacy = "child"},
  {name = "p_value", kind = "number", title = "Chance (p)", decimals = 3},
  "change",
]
---*/
WITH rated AS (
    SELECT year, CAST(sum(incidents) AS BIGINT) AS incidents, sum(pupil_years ORDER BY school_id) AS pupil_years
    FROM school_incidents
    WHERE (len($schools) = 0 OR list_contains($schools, school_id)) AND (len($years) = 0 OR list_contains($years, year))
    GROUP BY year
    HAVING count(pupil_years) > 0
),
pair AS (
    SELECT
        a.year AS first_year, a.incidents AS first_incidents, a.pupil_years AS first_pupil_years,
        b.year AS last_year, b.incidents AS last_incidents, b.pupil_years AS last_pupil_years,
        a.incidents + b.incidents AS n, b.pupil_years / (a.pupil_years + b.pupil_years) AS share
    FROM rated AS a JOIN rated AS b ON b.year > a.year
    WHERE a.year = (SELECT min(year) FROM rated) AND b.year = (SELECT max(year) FROM rated)
),
splits AS (
    -- The probability of each possible number of incidents in the last year.
    SELECT
        k, last_incidents,
        lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * ln(share) + (n - k) * ln(1 - share) AS log_chance
    FROM (SELECT *, unnest(range(n + 1)) AS k FROM pair) AS possible
),
tested AS (
    -- A tolerance for rounding, so that the equally unlikely split on the other side counts.
    SELECT least(sum(exp(log_chance) ORDER BY k), 1) AS p_value
    FROM splits
    WHERE log_chance <= (SELECT log_chance FROM splits WHERE k = last_incidents) + 1e-7
)
SELECT
    first_year, CAST(first_incidents AS BIGINT) AS first_incidents, first_pupil_years,
    1000.0 * first_incidents / first_pupil_years AS first_rate,
    last_year, CAST(last_incidents AS BIGINT) AS last_incidents, last_pupil_years,
    1000.0 * last_incidents / last_pupil_years AS last_rate,
    p_value,
    CASE
        WHEN p_value >= 0.05 THEN 'none'
        WHEN last_incidents / last_pupil_years > first_incidents / first_pupil_years THEN 'up'
        ELSE 'down'
    END AS change
FROM pair CROSS JOIN tested
ORDER BY first_year
