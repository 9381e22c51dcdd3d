/*---
question = "How many rows does each table of this snapshot hold?"
answer = "one row per table, by name"
child = true
columns = [
  {name = "table_name", kind = "id", title = "Table name in CSV"},
  {name = "rows", kind = "count", title = "Rows"},
]
---*/
SELECT table_name, rows
FROM row_counts
ORDER BY table_name
