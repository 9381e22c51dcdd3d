/*---
question = "How much money was planned and spent, by source?"
answer = """one row per source of funds in the order of the contract, and one (source empty) for all; đồng, of the office and of \
schools whose report was received; rate in percent of what was planned; payers: the office and schools with a row; state \
no_report for a source without any figure"""
child = false
columns = [
  {name = "source", kind = "code", title = "Source", codes = "funding_source", note = "Empty: every source"},
  {name = "planned", kind = "money", title = "Planned", unit = "đồng"},
  {name = "spent", kind = "money", title = "Spent", unit = "đồng"},
  {name = "rate", kind = "percent", title = "Spent of planned"},
  {name = "payers", kind = "count", title = "Payers"},
  {name = "state", kind = "code", title = "State of the value", codes = "state"},
]
---*/
WITH funds AS (
    SELECT school_id, source, planned_vnd, spent_vnd
    FROM funds_in_year
    WHERE (len($years) = 0 OR list_contains($years, year))
      AND (len($schools) = 0 OR list_contains($schools, school_id))
),
listed AS (
    SELECT unnest(string_split(allowed, '; ')) AS source, unnest(range(len(string_split(allowed, '; ')))) AS position
    FROM dictionary
    WHERE table_name = 'funding' AND column_name = 'source'
    UNION ALL
    SELECT NULL, 99
),
added AS (
    SELECT
        listed.source, listed.position,
        CAST(sum(planned_vnd) AS BIGINT) AS planned,
        CAST(sum(spent_vnd) AS BIGINT) AS spent,
        CAST(count(DISTINCT funds.school_id) AS BIGINT) AS payers
    FROM listed
    LEFT JOIN funds ON listed.source IS NULL OR funds.source = listed.source
    GROUP BY listed.source, listed.position
)
SELECT
    source, planned, spent, 100.0 * spent / nullif(planned, 0) AS rate, payers,
    CASE WHEN payers = 0 THEN 'no_report' ELSE 'value' END AS state
FROM added
ORDER BY position
