/*---
question = "Which communes and units can be chosen?"
answer = "one row per unit and kind: old = to 30/6/2025, new = since 1/7/2025; the same code may stand in both"
child = false
---*/
WITH units AS (
    SELECT 'old' AS kind, commune_code AS code, commune_name AS name FROM school_years
    UNION
    SELECT 'new', successor_code, successor_name FROM school_years
)
SELECT kind, code, any_value(name) AS name, replace(lower(strip_accents(any_value(name))), 'đ', 'd') AS folded
FROM units
WHERE code IS NOT NULL
GROUP BY kind, code
ORDER BY kind DESC, any_value(name) COLLATE vi, code
