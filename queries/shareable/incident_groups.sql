/*---
answer = "a masked count is empty, state masked; children of a group are always empty, and so is a share that rests on a masked count; several years together are masked where one of them is"
district_only = true
---*/
WITH listed AS (
    SELECT unnest(string_split(allowed, '; ')) AS group_name, unnest(range(len(string_split(allowed, '; ')))) AS position
    FROM dictionary
    WHERE table_name = 'incidents' AND column_name = $by
),
axes AS (
    SELECT * FROM (VALUES
        ('harmful_content', 'content'), ('privacy_leak', 'privacy'), ('cyberbullying', 'conduct'), ('overuse', 'health'),
        ('luring_abuse', 'contact_sexual'), ('threat_extortion', 'contact_aggressive'), ('fraud', 'contract')
    ) AS named (group_name, axis)
),
chosen AS (
    SELECT count(*) AS number, bool_or(partial) AS partial
    FROM years
    WHERE len($years) = 0 OR list_contains($years, year)
),
parts AS (
    SELECT part AS group_name, year, cases FROM cells WHERE measure = $by
    UNION ALL
    SELECT 'whole', year, cases FROM cells WHERE measure = 'incidents' AND part = 'all'
),
spread AS (
    SELECT group_name, year, cases FROM parts
    UNION ALL
    SELECT group_name, NULL,
        CASE WHEN count(cases) FILTER (WHERE len($years) = 0 OR list_contains($years, year)) = any_value(number)
            THEN sum(cases) FILTER (WHERE len($years) = 0 OR list_contains($years, year)) END
    FROM parts CROSS JOIN chosen
    GROUP BY group_name
)
SELECT
    spread.group_name AS "group", CASE WHEN $by = 'category' THEN axes.axis END AS axis, spread.year,
    CAST(spread.cases AS BIGINT) AS incidents, CAST(NULL AS BIGINT) AS children,
    100.0 * spread.cases / nullif(whole.cases, 0) AS share,
    CASE WHEN spread.cases IS NULL THEN 'masked' ELSE 'value' END AS state, coalesce(years.partial, chosen.partial) AS partial
FROM spread
CROSS JOIN chosen
JOIN spread AS whole ON whole.group_name = 'whole' AND whole.year IS NOT DISTINCT FROM spread.year
LEFT JOIN years ON years.year = spread.year
LEFT JOIN listed ON listed.group_name = spread.group_name
LEFT JOIN axes ON axes.group_name = spread.group_name
WHERE spread.group_name <> 'whole'
ORDER BY coalesce(listed.position, 99), spread.group_name, spread.year NULLS LAST
