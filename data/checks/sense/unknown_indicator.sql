/*---
severity = "error"
since = "5"
message = "there is no indicator '{actual}'; the nearest is {nearest}"
---*/
WITH named AS (
    SELECT _sheet, _row, indicator FROM targets
    UNION ALL
    SELECT _sheet, _row, indicator FROM goals
),
unknown AS (
    -- The same misspelling in the rows of several years is one problem.
    SELECT _sheet, min(_row) AS _row, indicator
    FROM named
    WHERE indicator NOT IN (SELECT indicator FROM known_indicators)
    GROUP BY _sheet, indicator
)
SELECT
    _sheet, _row, 'indicator' AS column_name, indicator AS actual,
    (SELECT arg_max(known.indicator, jaro_winkler_similarity(known.indicator, lower(unknown.indicator)))
        FROM known_indicators AS known) AS nearest
FROM unknown
ORDER BY _sheet, _row
