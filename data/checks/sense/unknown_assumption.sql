/*---
severity = "error"
since = "5"
message = "the program has no assumption '{actual}'; the nearest is {nearest}"
---*/
SELECT
    _sheet, _row, 'assumption' AS column_name, assumption AS actual,
    (SELECT arg_max(known.assumption, jaro_winkler_similarity(known.assumption, lower(assumptions.assumption)))
        FROM known_assumptions AS known) AS nearest
FROM assumptions
WHERE assumption NOT IN (SELECT assumption FROM known_assumptions)
ORDER BY _sheet, _row
