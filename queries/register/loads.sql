/*---
question = "Which files are the sources of this snapshot?"
answer = "one row per file, in the order in which they apply; delivery 0 is the plan's own configuration"
child = false
columns = [
  {name = "delivery", kind = "count", title = "Load", note = "Empty: the plan"},
  {name = "name", kind = "text", title = "File"},
  {name = "sha256", kind = "id", title = "SHA-256"},
]
---*/
SELECT delivery, name, left(sha256, 12) AS sha256
FROM inputs
ORDER BY position
