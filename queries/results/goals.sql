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
    -- A goal has the name of the indicator that measures it.
    CASE WHEN $lang = 'en' THEN title_en ELSE title_vi END AS label,
    CASE WHEN $lang = 'en' THEN aim_en ELSE aim_vi END AS aim
FROM goals JOIN indicators USING (indicator)
ORDER BY paragraph
