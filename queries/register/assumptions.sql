/*---
question = "Which choices does the plan leave open, and how does this program make them?"
answer = "one row per assumption, with the reason; changed by publishing assumptions.csv or the sheet of the office's workbook"
child = false
columns = [
  {name = "assumption", kind = "id", vi = "Mã giả định", en = "Assumption id", required = true},
  {name = "value", kind = "number", vi = "Giá trị", en = "Value", decimals = 0},
  {name = "unit", kind = "text", vi = "Đơn vị", en = "Unit"},
  {name = "label", kind = "text", vi = "Giả định", en = "Assumption"},
  "reason",
]

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    assumption, value, unit,
    CASE WHEN $lang = 'en' THEN label_en ELSE label_vi END AS label,
    CASE WHEN $lang = 'en' THEN reason_en ELSE reason_vi END AS reason
FROM assumptions
ORDER BY assumption
