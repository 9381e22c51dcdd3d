/*---
question = "Does each indicator belong to the schools, the education office or both?"
answer = "one row per indicator, in the plan's order, with its title in the language `lang`; held_by is schools, office or both"
child = false
columns = [
  "indicator", "title", "plan", "held_by",
]

[params.lang]
---*/
SELECT
    indicator,
    COLUMNS(lambda words: words = 'title_' || $lang) AS title,
    array_to_string(plan, ', ') AS plan,
    held_by
FROM indicators
ORDER BY position
