/*---
question = "Which administrative unit does each code mean in each year"
answer = """one row per side of the day on which units changed (kind: old, new), code and year begun: the unit with the code on the last day of the year \
on that side, at the latest the as-of day; if there was none, the nearest unit in time, and exists is false"""
key = ["kind", "code", "year"]
needs = ["years"]
---*/
WITH sides AS (
    -- The day on which the units changed divides the validity of a school's two codes.
    SELECT 'old' AS kind, DATE '0001-01-01' AS first_day, coalesce(units_from - 1, DATE '9999-12-31') AS last_day FROM plan
    UNION ALL
    SELECT 'new', units_from, DATE '9999-12-31' FROM plan WHERE units_from IS NOT NULL
),
side_years AS (
    SELECT sides.*, years.year, greatest(first_day, least(last_day, years.ends_on, snapshot.as_of)) AS day
    FROM sides CROSS JOIN years CROSS JOIN snapshot
),
bearers AS (
    SELECT
        side_years.kind, side_years.year, side_years.day, communes.code, communes.name, communes.valid_from, communes.lat, communes.lon,
        CASE
            WHEN communes.valid_from > side_years.day THEN date_diff('day', side_years.day, communes.valid_from)
            WHEN communes.valid_to < side_years.day THEN date_diff('day', communes.valid_to, side_years.day)
            ELSE 0
        END AS days_away
    FROM side_years
    JOIN communes ON communes.valid_from <= side_years.last_day
        AND coalesce(communes.valid_to, DATE '9999-12-31') >= side_years.first_day
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY kind, code, year ORDER BY days_away, valid_from DESC) AS nearness
    FROM bearers
)
SELECT
    kind, code, year, day, name, valid_from, lat, lon, days_away = 0 AS "exists",
    -- The position in the Vietnamese alphabet, computed once because this comparison is slow.
    CAST(dense_rank() OVER (ORDER BY name COLLATE vi, code) AS INTEGER) AS place
FROM ranked
WHERE nearness = 1
ORDER BY kind, code, year
