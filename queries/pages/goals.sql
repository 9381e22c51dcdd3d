/*---
question = "What are the plan's specific goals, and which indicator measures each?"
answer = "one row per goal, in the plan's order"
child = false
columns = [
  "paragraph", "indicator",
  {name = "label", kind = "text", vi = "Mục tiêu", en = "Goal"},
  {name = "aim", kind = "text", vi = "Yêu cầu", en = "Aim"},
]

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    paragraph,
    indicator,
    CASE WHEN $lang = 'en' THEN label_en ELSE label_vi END AS label,
    CASE WHEN $lang = 'en' THEN aim_en ELSE aim_vi END AS aim
FROM goals
ORDER BY paragraph
