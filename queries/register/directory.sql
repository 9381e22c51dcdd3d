/*---
question = "Which schools can be chosen, and what are their levels and units?"
answer = "one row per school, in Vietnamese alphabetical order; folded: the name without diacritics, for searches"
child = false
columns = [
  "school_id",
  {name = "name", kind = "text", title = "School"},
  "level", "commune_code", "commune_name", "successor_code", "successor_name", "folded",
]
---*/
SELECT
    school_id, name, level, commune_code, commune_name, successor_code, successor_name,
    -- strip_accents does not change Đ, so it is replaced too: "dong" must match "Đông".
    replace(lower(strip_accents(name)), 'đ', 'd') AS folded
FROM school_years
WHERE year = (SELECT max(year) FROM years)
ORDER BY place
