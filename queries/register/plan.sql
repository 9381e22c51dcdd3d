/*---
question = "What is the plan's title, who issued it, and which years does it cover?"
answer = "one row; units_until and units_from: the last day of the old administrative units and the first of the new ones, empty when none changed"
child = false
columns = [
  {name = "number", kind = "text", title = "Plan number"},
  {name = "dated", kind = "day", title = "Dated"},
  {name = "title", kind = "text", title = "Title of the plan"},
  {name = "short_title", kind = "text", title = "Short title"},
  {name = "issuing_body", kind = "text", title = "Issuing body"},
  {name = "receiving_body", kind = "text", title = "Receiving body"},
  "basis",
  {name = "district", kind = "text", title = "District"},
  {name = "place", kind = "text", title = "Place"},
  {name = "first_year", kind = "year", title = "First year"},
  {name = "last_year", kind = "year", title = "Last year"},
  {name = "units_until", kind = "day", title = "Old units until"},
  {name = "units_from", kind = "day", title = "New units from"},
]

[params.lang]
---*/
SELECT
    number, dated,
    COLUMNS(lambda words: words = 'title_' || $lang) AS title,
    COLUMNS(lambda words: words = 'short_title_' || $lang) AS short_title,
    issuing_body, receiving_body, basis, district, place, first_year, last_year,
    CAST(units_from - 1 AS DATE) AS units_until, units_from
FROM plan
ORDER BY number
