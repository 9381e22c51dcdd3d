/*---
question = "How much was planned and spent from each source, year by year and in the chosen years together?"
answer = """one row per source and year, and per source for the chosen years together (year empty); source all: every source. \
In đồng; empty where no figure is known, which is not zero. spent_share in percent of what was planned, over lines that have \
both figures; lines: one payer's line of one source; partial: part of a year"""
child = false
columns = [
  {name = "source", kind = "id", title = "Source", required = true, note = "all: every source"},
  {name = "year", like = "any_year"},
  {name = "planned_vnd", kind = "money", title = "Planned", unit = "đồng"},
  {name = "spent_vnd", kind = "money", title = "Spent", unit = "đồng"},
  {name = "spent_share", kind = "percent", title = "Spent of planned"},
  {name = "lines", kind = "count", title = "Lines"},
  {name = "without_planned", kind = "count", title = "No planned figure"},
  {name = "without_spent", kind = "count", title = "No spent figure"},
  "partial",
]
---*/
WITH sources AS (
    SELECT unnest(['state', 'domestic', 'foreign', 'all']) AS source, unnest([1, 2, 3, 4]) AS place
),
funds AS (
    SELECT * FROM funds_in_year WHERE len($schools) = 0 OR list_contains($schools, school_id)
),
lines AS (
    SELECT * FROM funds
    UNION ALL
    SELECT * REPLACE ('all' AS source) FROM funds
),
shown AS (
    SELECT year, year AS of_year, partial FROM years
    UNION ALL
    SELECT NULL, year, partial FROM years WHERE len($years) = 0 OR list_contains($years, year)
),
added AS (
    SELECT
        sources.source, sources.place, shown.year, bool_or(shown.partial) AS partial,
        count(lines.school_id) AS lines,
        CAST(sum(lines.planned_vnd) AS BIGINT) AS planned_vnd,
        CAST(sum(lines.spent_vnd) AS BIGINT) AS spent_vnd,
        count(lines.school_id) FILTER (WHERE lines.planned_vnd IS NULL) AS without_planned,
        count(lines.school_id) FILTER (WHERE lines.spent_vnd IS NULL) AS without_spent,
        sum(lines.spent_vnd) FILTER (WHERE lines.planned_vnd IS NOT NULL) AS spent_of_planned,
        sum(lines.planned_vnd) FILTER (WHERE lines.spent_vnd IS NOT NULL) AS planned_of_spent
    FROM shown
    CROSS JOIN sources
    LEFT JOIN lines ON lines.year = shown.of_year AND lines.source = sources.source
    GROUP BY sources.source, sources.place, shown.year
)
SELECT
    source, year, planned_vnd, spent_vnd,
    CAST(100.0 * spent_of_planned / nullif(planned_of_spent, 0) AS DOUBLE) AS spent_share,
    lines, without_planned, without_spent, partial
FROM added
ORDER BY place, year NULLS LAST
