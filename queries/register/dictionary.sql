/*---
question = "What does each column of each table mean, and who may see it?"
answer = "one row per column of the contract, in order"
child = false
columns = [
  {name = "table_name", kind = "id", vi = "Tên bảng trong CSV", en = "Table name in CSV", required = true},
  {name = "column_name", kind = "id", vi = "Tên trong CSV", en = "Name in CSV", required = true},
  {name = "type", kind = "text", vi = "Kiểu", en = "Type", required = true},
  {name = "required", kind = "yes_no", vi = "Bắt buộc", en = "Required", required = true},
  {name = "in_key", kind = "yes_no", vi = "Thuộc khoá", en = "In the key", required = true},
  {name = "unit", kind = "text", vi = "Đơn vị", en = "Unit"},
  {name = "allowed", kind = "text", vi = "Giá trị cho phép", en = "Allowed"},
  {name = "refers", kind = "text", vi = "Tham chiếu đến", en = "Refers to"},
  {name = "privacy", kind = "text", vi = "Mức bảo mật", en = "Privacy class", required = true},
  {name = "table_vi", kind = "text", vi = "Tên bảng (tiếng Việt)", en = "Table (Vietnamese)"},
  {name = "table_en", kind = "text", vi = "Tên bảng (tiếng Anh)", en = "Table (English)"},
  {name = "label_vi", kind = "text", vi = "Tên cột (tiếng Việt)", en = "Column (Vietnamese)"},
  {name = "label_en", kind = "text", vi = "Tên cột (tiếng Anh)", en = "Column (English)"},
]
key = ["table_name", "column_name"]
---*/
SELECT
    table_name, column_name, type, required, in_key, unit, allowed, refers, privacy,
    table_vi, table_en, label_vi, label_en
FROM dictionary
ORDER BY position
