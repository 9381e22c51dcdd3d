/*---
question = "Which warnings were published with the data?"
answer = "one row per warning, with its text from the check of the files"
child = true
columns = [
  {name = "code", kind = "id", vi = "Mã cảnh báo", en = "Warning code"},
  {name = "file", kind = "text", vi = "Tệp", en = "File"},
  {name = "sheet", kind = "text", vi = "Trang tính", en = "Sheet"},
  {name = "row", kind = "count", vi = "Dòng", en = "Row"},
  {name = "column_name", kind = "text", vi = "Cột", en = "Column"},
  {name = "message", kind = "text", vi = "Việc", en = "What"},
  {name = "of_its_kind", kind = "count", vi = "Số cảnh báo cùng loại", en = "Warnings of its kind"},
]

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    code, file, sheet, row, column_name,
    CASE WHEN $lang = 'en' THEN message_en ELSE message_vi END AS message,
    count(*) OVER (PARTITION BY code) AS of_its_kind
FROM quality
ORDER BY of_its_kind DESC, code, file, sheet, row, column_name
