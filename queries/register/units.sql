/*---
question = "Which communes and units can be chosen?"
answer = "one row per unit and kind: old = before units changed, new = since; the same code may stand in both"
child = false
columns = [
  {name = "kind", like = "unit_kind"},
  "code",
  {name = "name", kind = "text", title = "Name"},
  "folded",
]
---*/
WITH homes AS (
    SELECT 'old' AS kind, commune_code AS code FROM schools
    UNION
    SELECT 'new', successor_code FROM schools
)
SELECT homes.kind, homes.code, units.name, replace(lower(strip_accents(units.name)), 'đ', 'd') AS folded
FROM homes
LEFT JOIN unit_years AS units
    ON units.kind = homes.kind AND units.code = homes.code AND units.year = (SELECT max(year) FROM years)
WHERE homes.code IS NOT NULL
ORDER BY homes.kind DESC, units.name COLLATE vi, homes.code
