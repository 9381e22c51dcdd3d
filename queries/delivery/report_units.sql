/*---
question = "In which communes do the chosen years' reports come on time, come late, come empty, or are missing?"
answer = """one row per commune before units changed or unit since, by the parameter by; schools that the register gives no unit \
stand together in a row without a name; the five states add up to expected"""
child = false
columns = [
  "code",
  {name = "unit", kind = "text", title = "Unit since units changed"},
  "expected", "on_time", "late", "empty", "missing", "not_due",
]

[params.by]
default = "unit_2025"
allowed = ["unit_2025", "commune", "days"]
---*/
WITH placed AS (
    SELECT
        states.state, states.year,
        -- Sorted by days, schools still have a unit to act: the one that exists today.
        CASE $by WHEN 'commune' THEN places.commune_code ELSE places.successor_code END AS code,
        CASE $by WHEN 'commune' THEN places.commune_name ELSE places.successor_name END AS unit
    FROM report_states AS states
    JOIN school_years AS places ON places.school_id = states.school_id AND places.year = states.year
    WHERE (len($years) = 0 OR list_contains($years, states.year))
      AND (len($schools) = 0 OR list_contains($schools, states.school_id))
)
SELECT
    code, arg_max(unit, year) AS unit,
    count(*) AS expected,
    count(*) FILTER (WHERE state = 'on_time') AS on_time,
    count(*) FILTER (WHERE state = 'late') AS late,
    count(*) FILTER (WHERE state = 'empty') AS "empty",
    count(*) FILTER (WHERE state = 'missing') AS missing,
    count(*) FILTER (WHERE state = 'not_due') AS not_due
FROM placed
GROUP BY code
ORDER BY unit COLLATE vi NULLS LAST, code
