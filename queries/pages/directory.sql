/*---
question = "Which schools can be chosen, and what are their level and units?"
answer = "one row per school, in Vietnamese alphabetical order; folded is the name without diacritics, to search in"
child = false
---*/
SELECT
    school_id,
    any_value(name) AS name,
    any_value(level) AS level,
    any_value(commune_code) AS commune_code,
    any_value(commune_name) AS commune_name,
    any_value(successor_code) AS successor_code,
    any_value(successor_name) AS successor_name,
    -- strip_accents leaves Đ alone; both are folded, so that "dong" finds "Đông".
    replace(lower(strip_accents(any_value(name))), 'đ', 'd') AS folded
FROM school_years
GROUP BY school_id
ORDER BY any_value(place)
