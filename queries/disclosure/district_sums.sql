/*---
question = "What are the district's numerators and denominators of indicators that count children's cases, as far as they may leave?"
answer = "the rows and columns of the mart of this name; empty where masked"
---*/
SELECT
    split_part(measure, '.', 1) AS indicator, year,
    max(cases) FILTER (WHERE split_part(measure, '.', 2) = 'done') AS numerator,
    max(cases) FILTER (WHERE split_part(measure, '.', 2) = 'all') AS denominator
FROM cells
WHERE kind = 'district' AND split_part(measure, '.', 2) IN ('done', 'all')
GROUP BY split_part(measure, '.', 1), year
ORDER BY indicator, year NULLS LAST
