/*---
question = "What does each column of each table mean, and who may see it?"
answer = "one row per column of the contract, in order"
child = false
columns = [
  {name = "table_name", kind = "id", title = "Table name in CSV", required = true},
  {name = "column_name", kind = "id", title = "Name in CSV", required = true},
  {name = "type", kind = "text", title = "Type", required = true},
  {name = "required", kind = "yes_no", title = "Required", required = true},
  {name = "in_key", kind = "yes_no", title = "In the key", required = true},
  {name = "unit", kind = "text", title = "Unit"},
  {name = "allowed", kind = "text", title = "Allowed"},
  {name = "refers", kind = "text", title = "Refers to"},
  {name = "privacy", kind = "text", title = "Privacy class", required = true},
  {name = "table_vi", kind = "text", title = "Table (Vietnamese)"},
  {name = "table_en", kind = "text", title = "Table (English)"},
  {name = "label_vi", kind = "text", title = "Column (Vietnamese)"},
  {name = "label_en", kind = "text", title = "Column (English)"},
]
key = ["table_name", "column_name"]
---*/
SELECT
    table_name, column_name, type, required, in_key, unit, allowed, refers, privacy,
    table_vi, table_en, label_vi, label_en
FROM dictionary
ORDER BY position
