/*---
question = "Which files are the sources of this snapshot?"
answer = "one row per file, in the order in which they apply; delivery 0 is the plan's own configuration"
child = false
columns = [
  {name = "delivery", kind = "count", vi = "Lần nạp", en = "Load", note = {vi = "Trống: kế hoạch", en = "Empty: the plan"}},
  {name = "name", kind = "text", vi = "Tệp", en = "File"},
  {name = "sha256", kind = "id", vi = "SHA-256", en = "SHA-256"},
]
---*/
SELECT delivery, name, left(sha256, 12) AS sha256
FROM inputs
ORDER BY position
