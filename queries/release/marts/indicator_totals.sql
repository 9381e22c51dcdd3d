/*---
question = "What do all schools and the office add up to on every indicator, year by year, as far as it may leave?"
answer = "the rows and columns of the mart of this name; a masked sum is empty, with the least and the most that it can be"
---*/
WITH sums AS (
    SELECT
        indicators.indicator, cells.year,
        max(cases) FILTER (WHERE part = 'done') AS numerator,
        max(cases) FILTER (WHERE part = 'all') AS denominator,
        max(least) FILTER (WHERE part = 'done') AS numerator_least, max(most) FILTER (WHERE part = 'done') AS numerator_most,
        max(least) FILTER (WHERE part = 'all') AS denominator_least, max(most) FILTER (WHERE part = 'all') AS denominator_most,
        bool_or(state = 'masked') AS masked
    FROM cells
    JOIN indicators ON indicators.indicator = cells.measure AND indicators.child
    WHERE part = 'done' OR part = 'all' AND indicators.counts <> 'count'
    GROUP BY indicators.indicator, cells.year
)
SELECT
    totals.* REPLACE (
        CASE WHEN child THEN sums.numerator ELSE totals.numerator END AS numerator,
        CASE WHEN child THEN sums.denominator ELSE totals.denominator END AS denominator,
        CASE WHEN child THEN sums.numerator_least ELSE totals.numerator_least END AS numerator_least,
        CASE WHEN child THEN sums.numerator_most ELSE totals.numerator_most END AS numerator_most,
        CASE WHEN child THEN sums.denominator_least ELSE totals.denominator_least END AS denominator_least,
        CASE WHEN child THEN sums.denominator_most ELSE totals.denominator_most END AS denominator_most,
        -- Whether events are known of a school without a report is itself one of its cases.
        CASE WHEN child THEN coalesce(shown.known, 0) ELSE totals.known END AS known,
        CASE WHEN child THEN coalesce(shown.unknown, 0) ELSE totals.unknown END AS unknown,
        coalesce(sums.masked, false) AS masked
    )
FROM exact.indicator_totals AS totals
JOIN indicators USING (indicator)
LEFT JOIN sums ON sums.indicator = totals.indicator AND sums.year = totals.year
LEFT JOIN (
    SELECT
        indicator, year, count(*) FILTER (WHERE state IN ('value', 'no_cases', 'masked')) AS known,
        CAST(sum(unknown) AS BIGINT) AS unknown
    FROM indicator_values
    GROUP BY indicator, year
) AS shown ON shown.indicator = totals.indicator AND shown.year = totals.year
ORDER BY totals.indicator, totals.year
