/*---
question = "The years of the plan that have begun, whether each is a part-year, and the year before it"
answer = "one row per year"
key = ["year"]
needs = []
---*/
WITH begun AS (
    SELECT periods.*, (SELECT as_of FROM snapshot) AS as_of
    FROM periods
    WHERE starts_on <= (SELECT as_of FROM snapshot)
)
SELECT
    year,
    starts_on,
    ends_on,
    report_due_on,
    -- A period much shorter than a year, or one that is not over yet, is never compared with a full one.
    date_diff('day', starts_on, ends_on) < 360 OR as_of < ends_on AS partial,
    lag(year) OVER (ORDER BY starts_on) AS previous_year
FROM begun
ORDER BY year
