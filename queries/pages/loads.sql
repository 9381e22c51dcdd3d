/*---
question = "Which files is this snapshot made of?"
answer = "one row per file, in the order in which they apply; delivery 0 is the plan's own configuration"
child = false
---*/
SELECT delivery, name, left(sha256, 12) AS sha256
FROM inputs
ORDER BY position
