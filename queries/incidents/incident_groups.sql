/*---
question = "How many incidents have each category, platform, intake channel, severity or age band?"
answer = """one row per group and year of the plan, and one (year empty) for the chosen years together; groups in the order of \
the contract, not_recorded last and only where it occurs; share in percent of the year's incidents; axis: the 4C axis of a \
category; 0 only in a year with a report or an incident, else state no_report, or not_applicable where no school was open; \
duplicates and unfounded ones left out"""
child = true
own = "schools"
columns = [
  "group",
  {name = "axis", kind = "code", title = "4C axis", codes = "axis"},
  {name = "year", like = "any_year"},
  "incidents", "children",
  {name = "share", kind = "percent", title = "Share of the year", privacy = "child"},
  "state", "partial",
]

[params.by]
default = "category"
allowed = ["category", "platform", "intake", "severity", "age_band"]
---*/
WITH cases AS (
    SELECT
        year, count(*) AS incidents, sum(children) AS children,
        coalesce(CASE $by WHEN 'category' THEN category WHEN 'platform' THEN platform WHEN 'intake' THEN intake
            WHEN 'severity' THEN severity WHEN 'age_band' THEN age_band END, 'not_recorded') AS group_name
    FROM incidents_in_year
    WHERE len($schools) = 0 OR list_contains($schools, school_id)
    GROUP BY ALL
),
listed AS (
    SELECT unnest(string_split(allowed, '; ')) AS group_name, unnest(range(len(string_split(allowed, '; ')))) AS position
    FROM dictionary
    WHERE table_name = 'incidents' AND column_name = $by
),
groups AS (
    SELECT group_name, position FROM listed
    UNION ALL
    SELECT DISTINCT group_name, 99 FROM cases WHERE group_name NOT IN (SELECT group_name FROM listed)
),
axes AS (
    -- The international CO:RE axis for each of the handbook's risk groups.
    SELECT * FROM (VALUES
        ('harmful_content', 'content'), ('privacy_leak', 'privacy'), ('cyberbullying', 'conduct'), ('overuse', 'health'),
        ('luring_abuse', 'contact_sexual'), ('threat_extortion', 'contact_aggressive'), ('fraud', 'contract')
    ) AS named (group_name, axis)
),
open_years AS (
    SELECT year, bool_or(known) AS known FROM school_incidents
    WHERE in_scope AND (len($schools) = 0 OR list_contains($schools, school_id))
    GROUP BY year
),
standing AS (
    SELECT years.year, partial, open_years.year IS NOT NULL AS open,
        coalesce(open_years.known, false) OR years.year IN (SELECT year FROM cases) AS known
    FROM years LEFT JOIN open_years ON open_years.year = years.year
),
spread AS (
    SELECT *, year AS shown_year FROM standing
    UNION ALL
    SELECT *, NULL FROM standing WHERE len($years) = 0 OR list_contains($years, year)
),
counted AS (
    SELECT
        groups.group_name, position, spread.shown_year AS year, bool_or(partial) AS partial, bool_or(known) AS known,
        bool_or(open) AS open, CAST(coalesce(sum(cases.incidents), 0) AS BIGINT) AS incidents, coalesce(sum(cases.children), 0) AS children
    FROM groups CROSS JOIN spread
    LEFT JOIN cases ON cases.group_name = groups.group_name AND cases.year = spread.year
    GROUP BY groups.group_name, position, spread.shown_year
)
SELECT
    counted.group_name AS "group", CASE WHEN $by = 'category' THEN axes.axis END AS axis, counted.year,
    CASE WHEN known THEN incidents END AS incidents, CAST(CASE WHEN known THEN children END AS BIGINT) AS children,
    100.0 * incidents / nullif(sum(incidents) OVER (PARTITION BY counted.year), 0) AS share,
    CASE WHEN known THEN 'value' WHEN open THEN 'no_report' ELSE 'not_applicable' END AS state, partial
FROM counted LEFT JOIN axes ON axes.group_name = counted.group_name
ORDER BY position, "group", counted.year NULLS LAST
