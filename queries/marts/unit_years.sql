/*---
question = "Which administrative unit does each code mean in each year"
answer = """one row per side of the day on which units changed (kind: old, new), code and year begun: the unit that bore the code on the last day of the year \
that lies on that side, and no later than the as-of day; where none did, the nearest in time, and exists is false"""
key = ["kind", "code", "year"]
needs = ["years"]
---*/
WITH sides AS (
    -- The day on which the units changed divides what a school's two codes stand for.
    SELECT 'old' AS kind, DATE '0001-01-01' AS first_day, coalesce(units_from - 1, DATE '9999-12-31') AS last_day FROM plan
    UNION ALL
    SELECT 'new', units_from, DATE '9999-12-31' FROM plan WHERE units_from IS NOT NULL
),
asked AS (
    SELECT sides.*, years.year, greatest(first_day, least(last_day, years.ends_on, snapshot.as_of)) AS day
    FROM sides CROSS JOIN years CROSS JOIN snapshot
),
bearers AS (
    SELECT
        asked.kind, asked.year, asked.day, communes.code, communes.name, communes.valid_from, communes.lat, communes.lon,
        CASE
            WHEN communes.valid_from > asked.day THEN communes.valid_from - asked.day
            WHEN communes.valid_to < asked.day THEN asked.day - communes.valid_to
            ELSE 0
        END AS days_away
    FROM asked
    JOIN communes ON communes.valid_from <= asked.last_day
        AND coalesce(communes.valid_to, DATE '9999-12-31') >= asked.first_day
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY kind, code, year ORDER BY days_away, valid_from DESC) AS nearness
    FROM bearers
)
SELECT kind, code, year, day, name, valid_from, lat, lon, days_away = 0 AS "exists"
FROM ranked
WHERE nearness = 1
ORDER BY kind, code, year
