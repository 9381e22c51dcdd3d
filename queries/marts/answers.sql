/*---
question = "What schools answered in the reports received"
answer = "one row per school, year and item answered"
key = ["school_id", "year", "item"]
needs = ["reported"]
stored = false
---*/
SELECT statements.school_id, statements.year, statements.item, statements.value
FROM statements
JOIN reported ON reported.school_id = statements.school_id AND reported.year = statements.year
