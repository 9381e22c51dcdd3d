/*---
question = "In which communes does a protection network work, and which bodies take part?"
answer = """one row per unit that existed in the last of the chosen years, the whole district always; counted: existed on the \
year's first day, so that the indicator counts it; members: bodies active in the year; kinds: their kinds"""
child = false
columns = [
  "year", "code",
  {name = "unit", kind = "text", title = "Commune"},
  "valid_from", "valid_to",
  {name = "counted", kind = "yes_no", title = "Counted in all"},
  {name = "members", kind = "count", title = "Active bodies"},
  {name = "kinds", kind = "text", title = "Which"},
]
---*/
WITH shown AS (
    SELECT year, starts_on, ends_on FROM years WHERE len($years) = 0 OR list_contains($years, year) ORDER BY year DESC LIMIT 1
)
SELECT
    shown.year, units.code, units.name AS unit, units.valid_from, units.valid_to,
    units.valid_from <= shown.starts_on AS counted,
    count(members.member_id) AS members,
    string_agg(DISTINCT members.kind, ';' ORDER BY members.kind) AS kinds
FROM communes AS units
JOIN shown ON units.valid_from <= shown.ends_on AND coalesce(units.valid_to, DATE '9999-12-31') >= shown.starts_on
LEFT JOIN network_members AS members
    ON members.commune_code = units.code
    -- The same code may mean another unit after a merger: the member joined this one.
    AND members.joined_on BETWEEN units.valid_from AND coalesce(units.valid_to, DATE '9999-12-31')
    AND members.joined_on <= shown.ends_on
    AND coalesce(members.left_on, DATE '9999-12-31') >= shown.starts_on
GROUP BY shown.year, units.code, units.name, units.valid_from, units.valid_to, shown.starts_on
ORDER BY units.valid_from, units.name COLLATE vi, units.code
