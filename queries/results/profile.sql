/*---
question = "How does this school stand on every indicator, against its target and against the other schools?"
answer = """one row per indicator, for the last of the chosen years; low, median and high are over the schools that have a value; peers: \
the schools of its level nearest to it in pupils, ten at most; of them peers_known have a value, which is lower or higher than its own, or \
more than nothing (peers_with); pupils and staff: as reported for the year"""
child = true
shareable = "here"
own = "school"
others = [
    "low", "median", "high", "schools", "all_numerator", "all_denominator", "all_unknown",
    "peers", "peers_known", "peers_lower", "peers_higher", "peers_with", "peers_masked", "peer_schools",
]
columns = [
  "indicator", "year", "title", "plan", "unit", "counts",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "target_source", "gap", "status", "previous_value", "change", "partial",
  {name = "low", kind = "measured", title = "Lowest"},
  {name = "median", kind = "measured", title = "Median"},
  {name = "high", kind = "measured", title = "Highest"},
  "schools",
  {name = "all_numerator", kind = "count", title = "Numerator of all schools", privacy = "child"},
  {name = "all_denominator", kind = "count", title = "Denominator of all schools", privacy = "child"},
  "polarity", "sessions", "sessions_needed", "unknown",
  {name = "all_unknown", kind = "count", title = "Not known of all schools"},
  {name = "difference", kind = "measured", title = "Change since the year before"},
  {name = "peers", kind = "count", title = "Schools of its level and size"},
  {name = "peers_known", kind = "count", title = "Of them with a value"},
  {name = "peers_lower", kind = "count", title = "Of them lower", privacy = "child"},
  {name = "peers_higher", kind = "count", title = "Of them higher", privacy = "child"},
  {name = "peers_with", kind = "count", title = "Of them more than nothing", privacy = "child"},
  {name = "peers_masked", kind = "count", title = "Of them masked"},
  {name = "peer_schools", kind = "list", title = "Names of these schools"},
  "pupils",
  {name = "staff", kind = "count", title = "Staff"},
]

[params.school]
default = ""

[params.lang]
---*/
WITH shown AS (
    SELECT max(year) AS year FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
sizes AS (
    -- Pupils in the nearest known year; of two equally near years the earlier.
    SELECT school_id, arg_min(pupils, 2 * abs(rolls.year - shown.year) + CAST(rolls.year > shown.year AS INTEGER)) AS pupils
    FROM (SELECT school_id, year, sum(pupils) AS pupils FROM enrolment GROUP BY school_id, year) AS rolls CROSS JOIN shown
    GROUP BY school_id
),
own AS (
    SELECT level, pupils FROM schools JOIN sizes USING (school_id) WHERE school_id = $school
),
peers AS (
    SELECT school_id, year, name, place
    FROM school_years JOIN shown USING (year) JOIN sizes USING (school_id) JOIN own ON own.level = school_years.level
    WHERE in_scope AND school_id <> $school
    ORDER BY abs(sizes.pupils - own.pupils), place
    LIMIT 10
),
beside AS (
    SELECT
        mine.indicator, count(*) AS peers, count(theirs.value) AS peers_known,
        count(*) FILTER (WHERE round(theirs.value, 6) < round(mine.value, 6)) AS peers_lower,
        count(*) FILTER (WHERE round(theirs.value, 6) > round(mine.value, 6)) AS peers_higher,
        count(*) FILTER (WHERE theirs.value > 0) AS peers_with, count(*) FILTER (WHERE theirs.state = 'masked') AS peers_masked,
        list(peers.name ORDER BY peers.place) AS peer_schools
    FROM indicator_values AS mine
    JOIN peers ON peers.year = mine.year
    JOIN indicator_values AS theirs
        ON theirs.school_id = peers.school_id AND theirs.year = mine.year AND theirs.indicator = mine.indicator
    WHERE mine.school_id = $school
    GROUP BY mine.indicator
)
SELECT
    indicators.indicator, facts.year,
    COLUMNS(lambda words: words = 'title_' || $lang) AS title,
    array_to_string(indicators.plan, ', ') AS plan, indicators.unit, indicators.counts,
    facts.numerator, facts.denominator, facts.value, facts.state, facts.target, facts.target_source,
    facts.value - facts.target AS gap, facts.status, facts.previous_value, facts.change, facts.partial,
    district.low, district.median, district.high, district.schools,
    district.all_numerator, district.all_denominator, indicators.polarity,
    awareness.sessions, awareness.sessions_needed, facts.unknown, district.all_unknown,
    CASE WHEN facts.change IS NOT NULL THEN facts.value - facts.previous_value END AS difference,
    coalesce(beside.peers, 0) AS peers, coalesce(peers_known, 0) AS peers_known, coalesce(peers_lower, 0) AS peers_lower,
    coalesce(peers_higher, 0) AS peers_higher, coalesce(peers_with, 0) AS peers_with, coalesce(peers_masked, 0) AS peers_masked,
    peer_schools, enrolled.pupils, staff.persons AS staff
FROM indicator_values AS facts
JOIN shown ON shown.year = facts.year
JOIN indicators USING (indicator)
LEFT JOIN indicator_spread AS district ON district.indicator = facts.indicator AND district.year = facts.year
LEFT JOIN awareness_sessions AS awareness
    ON awareness.school_id = facts.school_id AND awareness.year = facts.year AND awareness.indicator = facts.indicator
LEFT JOIN beside ON beside.indicator = facts.indicator
LEFT JOIN enrolled ON enrolled.school_id = facts.school_id AND enrolled.year = facts.year
LEFT JOIN staff ON staff.school_id = facts.school_id AND staff.year = facts.year
WHERE facts.school_id = $school
ORDER BY indicators.position
