/*---
question = "What is every indicator's value for every school and year, as far as it may leave?"
answer = "the rows and columns of the mart of this name; state masked, and nothing drawn from the value, where a count behind it is masked"
---*/
WITH counts AS (
    SELECT
        parts.indicator, cells.place AS school_id, cells.year,
        max(cells.cases) FILTER (WHERE parts.part = 'done') AS done,
        max(cells.cases) FILTER (WHERE parts.part = 'all') AS whole,
        bool_or(cells.cases IS NULL) AS hidden
    FROM cells
    JOIN (
        SELECT DISTINCT measure, split_part(measure, '.', 1) AS indicator, split_part(measure, '.', 2) AS part FROM cells
    ) AS parts ON parts.measure = cells.measure
    WHERE cells.kind = 'school' AND parts.part IN ('done', 'all')
    GROUP BY parts.indicator, cells.place, cells.year
),
seen AS (
    SELECT facts.*, counts.school_id IS NOT NULL AS counted, coalesce(counts.hidden, false) AS hidden, counts.done, counts.whole
    FROM exact.indicator_values AS facts
    LEFT JOIN counts ON counts.indicator = facts.indicator AND counts.school_id = facts.school_id AND counts.year = facts.year
)
SELECT
    seen.school_id, seen.year, seen.indicator,
    CASE WHEN seen.counted THEN seen.done ELSE seen.numerator END AS numerator,
    CASE WHEN seen.counted THEN seen.whole ELSE seen.denominator END AS denominator,
    CASE WHEN NOT seen.hidden THEN seen.value END AS value,
    CASE WHEN seen.hidden THEN 'masked' ELSE seen.state END AS state,
    seen.target, seen.target_source,
    CASE WHEN NOT seen.hidden THEN seen.status END AS status,
    CASE WHEN NOT coalesce(before.hidden, false) THEN seen.previous_value END AS previous_value,
    CASE WHEN NOT seen.hidden AND NOT coalesce(before.hidden, false) THEN seen.change END AS change,
    seen.partial
FROM seen
LEFT JOIN years ON years.year = seen.year
LEFT JOIN seen AS before
    ON before.school_id = seen.school_id AND before.indicator = seen.indicator AND before.year = years.previous_year
ORDER BY seen.school_id, seen.year, seen.indicator
