/*---
question = "How many rows does each table of this snapshot hold?"
answer = "one row per table, by name"
child = true
columns = [
  {name = "table_name", kind = "id", vi = "Tên bảng trong CSV", en = "Table name in CSV"},
  {name = "rows", kind = "count", vi = "Số dòng", en = "Rows"},
]
---*/
SELECT table_name, rows
FROM row_counts
ORDER BY table_name
