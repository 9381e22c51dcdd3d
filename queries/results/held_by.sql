/*---
question = "Does each indicator belong to the schools, the education office or both?"
answer = "one row per indicator, in the plan's order; held_by is schools, office or both"
child = false
columns = [
  "indicator", "held_by",
]
---*/
SELECT indicator, held_by
FROM indicators
ORDER BY position
