/*---
question = "Which warnings were published with the data?"
answer = "one row per warning, with its text from the check of the files"
child = true
columns = [
  {name = "code", kind = "id", title = "Warning code"},
  {name = "file", kind = "text", title = "File"},
  {name = "sheet", kind = "text", title = "Sheet"},
  {name = "row", kind = "count", title = "Row"},
  {name = "column_name", kind = "text", title = "Column"},
  {name = "message", kind = "text", title = "What"},
  {name = "of_its_kind", kind = "count", title = "Warnings of its kind"},
]

[params.lang]
---*/
SELECT
    code, file, sheet, row, column_name,
    COLUMNS(lambda words: words = 'message_' || $lang) AS message,
    count(*) OVER (PARTITION BY code) AS of_its_kind
FROM quality
ORDER BY of_its_kind DESC, code, file, sheet, row, column_name
