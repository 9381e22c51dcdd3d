/*---
question = "Which products and services do schools use, and which of them were evaluated against the criteria?"
answer = """one row per service of the register, the most used first, for the last of the chosen years; schools and persons \
only of schools with a report, empty if none reported; evaluated: by the end of that year"""
child = false
columns = [
  "year",
  {name = "service_id", kind = "id", title = "Service id"},
  {name = "service", kind = "text", title = "Service"},
  {name = "kind", kind = "code", title = "Kind", codes = "service_kind"},
  {name = "vietnamese", kind = "yes_no", title = "Vietnamese"},
  {name = "approved", kind = "yes_no", title = "Approved"},
  {name = "evaluated_on", kind = "day", title = "Evaluated on"},
  {name = "evaluated", kind = "yes_no", title = "Evaluated"},
  {name = "criteria_met", kind = "count", title = "Criteria met"},
  {name = "criteria_total", kind = "count", title = "Criteria"},
  "schools",
  {name = "pupils", kind = "count", title = "Pupils using"},
  {name = "parents", kind = "count", title = "Parents using"},
  {name = "reporting", kind = "count", title = "Schools with a report"},
]
---*/
WITH shown AS (
    SELECT year, ends_on FROM years WHERE len($years) = 0 OR list_contains($years, year) ORDER BY year DESC LIMIT 1
),
reporting AS (
    SELECT reported.school_id, reported.year
    FROM reported JOIN shown USING (year)
    WHERE len($schools) = 0 OR list_contains($schools, reported.school_id)
),
used AS (
    SELECT service_use.service_id, count(*) AS schools, sum(service_use.pupils) AS pupils, sum(service_use.parents) AS parents
    FROM service_use
    JOIN reporting ON reporting.school_id = service_use.school_id AND reporting.year = service_use.year
    GROUP BY service_use.service_id
),
counted AS (
    SELECT count(*) AS reporting FROM reporting
)
SELECT
    shown.year, services.service_id, services.name AS service, services.kind, services.vietnamese, services.approved,
    services.evaluated_on,
    coalesce(services.evaluated_on <= shown.ends_on, false) AS evaluated,
    services.criteria_met, services.criteria_total,
    CASE WHEN counted.reporting > 0 THEN coalesce(used.schools, 0) END AS schools,
    CAST(used.pupils AS BIGINT) AS pupils, CAST(used.parents AS BIGINT) AS parents,
    counted.reporting
FROM services
CROSS JOIN shown
CROSS JOIN counted
LEFT JOIN used ON used.service_id = services.service_id
ORDER BY coalesce(used.schools, 0) DESC, services.name COLLATE vi, services.service_id
