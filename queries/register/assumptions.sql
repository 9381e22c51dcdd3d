/*---
question = "Which choices does the plan leave open, and how does this program make them?"
answer = "one row per assumption, with the reason; changed by publishing assumptions.csv or the sheet of the office's workbook"
child = false
columns = [
  {name = "assumption", kind = "id", title = "Assumption id", required = true},
  {name = "value", kind = "number", title = "Value", decimals = 0},
  {name = "unit", kind = "text", title = "Unit"},
  {name = "label", kind = "text", title = "Assumption"},
  "reason",
]

[params.lang]
---*/
SELECT
    assumption, value, unit,
    COLUMNS(lambda words: words = 'label_' || $lang) AS label,
    COLUMNS(lambda words: words = 'reason_' || $lang) AS reason
FROM assumptions
ORDER BY assumption
