/*---
question = "Where are the communes, and how does each stand on one indicator?"
answer = "one row per unit, for the last of the chosen years; lat and lon of its centre, from the register or else from its schools; numerators and denominators added, then divided"
child = true
shareable = "here"
own = "schools"
columns = [
  {name = "kind", like = "unit_kind"},
  "code",
  {name = "name", kind = "text", title = "Commune"},
  "valid_from",
  {name = "first_of_code", kind = "yes_no", title = "First of its code"},
  "lat", "lon",
  {name = "placed", kind = "id", title = "Position"},
  "schools", "unit", "counts",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "status", "subjects", "known", "weight", "unknown", "lower", "upper", "unsettled",
]

[params.indicator]
default = "awareness_schools"

[params.kind]
default = "old"
allowed = ["old", "new"]
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
homes AS (
    SELECT school_id, CASE WHEN $kind = 'new' THEN successor_code ELSE commune_code END AS code, lat, lon FROM schools
),
units AS (
    -- The units that existed on the day, and every other unit of a school: no school may leave the map with its unit.
    SELECT code, name, place, valid_from, CASE WHEN in_country(lat, lon) THEN lat END AS lat, CASE WHEN in_country(lat, lon) THEN lon END AS lon,
        valid_from = (SELECT min(communes.valid_from) FROM communes WHERE communes.code = unit_years.code) AS first_of_code
    FROM unit_years JOIN shown USING (year)
    WHERE kind = $kind AND ("exists" OR code IN (SELECT code FROM homes))
),
spots AS (
    SELECT code, round(avg(lat), 6) AS lat, round(avg(lon), 6) AS lon
    FROM homes WHERE in_country(lat, lon)
    GROUP BY code
),
added AS (
    SELECT
        homes.code,
        -- Masked schools cannot be added.
        bool_or(facts.state = 'masked') AS hidden,
        CAST(CASE WHEN NOT hidden THEN sum(facts.numerator) END AS BIGINT) AS numerator,
        CAST(CASE WHEN NOT hidden THEN sum(facts.denominator) END AS BIGINT) AS denominator,
        CAST(count(*) AS BIGINT) AS schools,
        count(*) FILTER (WHERE facts.state <> 'not_applicable') AS applicable,
        count(*) FILTER (WHERE facts.state IN ('value', 'no_cases')) AS known,
        any_value(facts.target) AS target,
        CAST(CASE WHEN count(facts.unknown) = count(*) THEN sum(facts.unknown) END AS BIGINT) AS unknown
    FROM indicator_values AS facts JOIN shown ON shown.year = facts.year JOIN homes ON homes.school_id = facts.school_id
    WHERE facts.indicator = $indicator AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
    GROUP BY homes.code
),
stated AS (
    SELECT added.*, indicators.unit, indicators.polarity, indicators.counts, indicators.weight,
        CASE WHEN hidden THEN 'masked' WHEN applicable = 0 THEN 'not_applicable' WHEN known = 0 THEN 'no_report'
            WHEN counts <> 'count' AND coalesce(denominator, 0) = 0 THEN 'no_cases' ELSE 'value' END AS state,
        CASE WHEN state <> 'value' THEN NULL WHEN counts = 'count' THEN CAST(numerator AS DOUBLE)
            ELSE numerator * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END / denominator END AS value,
        CASE WHEN applicable > 0 AND NOT hidden THEN lower_bound(counts, unit, weight, numerator, denominator, unknown) END AS lower,
        CASE WHEN applicable > 0 AND NOT hidden THEN upper_bound(counts, unit, weight, numerator, denominator, unknown) END AS upper,
        NOT hidden AND is_unsettled(polarity, counts, target, unknown, lower, upper, numerator, numerator, denominator) AS unsettled
    FROM added CROSS JOIN indicators WHERE indicators.indicator = $indicator
)
SELECT
    $kind AS kind, units.code, units.name, units.valid_from, units.first_of_code,
    coalesce(units.lat, spots.lat) AS lat, coalesce(units.lon, spots.lon) AS lon,
    CASE WHEN units.lat IS NOT NULL THEN 'register' WHEN spots.lat IS NOT NULL THEN 'schools' ELSE 'none' END AS placed,
    coalesce(schools, 0) AS schools, unit, counts, numerator, denominator, value,
    coalesce(state, 'not_applicable') AS state, target,
    verdict(polarity, value, value, target, (SELECT value FROM assumptions WHERE assumption = 'near_band')) AS status,
    applicable AS subjects, known, weight, unknown, lower, upper, coalesce(unsettled, false) AS unsettled
FROM units LEFT JOIN spots ON spots.code = units.code LEFT JOIN stated ON stated.code = units.code
ORDER BY units.place
