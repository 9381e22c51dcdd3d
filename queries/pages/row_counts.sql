/*---
question = "How many rows does each table of this snapshot hold?"
answer = "one row per table, by name"
child = true
---*/
SELECT table_name, rows
FROM row_counts
ORDER BY table_name
