/*---
question = "What is every indicator's value for every school and year, as far as it may leave?"
answer = "the rows and columns of the mart of this name; of an indicator that counts children's cases no school is told more than whether its report came"
---*/
WITH seen AS (
    SELECT
        facts.*,
        CASE
            WHEN NOT indicators.child OR facts.state = 'not_applicable' THEN facts.state
            WHEN facts.school_id = 'office' OR reported.school_id IS NOT NULL THEN 'masked'
            ELSE 'no_report'
        END AS shown,
        indicators.child
    FROM exact.indicator_values AS facts
    JOIN indicators USING (indicator)
    LEFT JOIN reported ON reported.school_id = facts.school_id AND reported.year = facts.year
)
SELECT
    * EXCLUDE (shown, child) REPLACE (
        CASE WHEN NOT child THEN numerator END AS numerator,
        CASE WHEN NOT child THEN denominator END AS denominator,
        CASE WHEN NOT child THEN value END AS value,
        shown AS state,
        CASE WHEN NOT child THEN status END AS status,
        CASE WHEN NOT child THEN previous_value END AS previous_value,
        CASE WHEN NOT child THEN change END AS change,
        -- A school's cases weigh one school; whether its report came is all that this tells.
        CASE WHEN NOT child THEN unknown WHEN shown = 'no_report' THEN 1 ELSE 0 END AS unknown
    )
FROM seen
ORDER BY school_id, year, indicator
