/*---
question = "What are the plan's specific goals, and which indicator measures each?"
answer = "one row per goal, in the plan's order"
child = false
columns = [
  "paragraph", "indicator",
  {name = "label", kind = "text", title = "Goal"},
  {name = "aim", kind = "text", title = "Aim"},
]

[params.lang]
---*/
SELECT
    paragraph,
    indicator,
    -- A goal has the name of the indicator that measures it.
    COLUMNS(lambda words: words = 'title_' || $lang) AS label,
    COLUMNS(lambda words: words = 'aim_' || $lang) AS aim
FROM goals JOIN indicators USING (indicator)
ORDER BY paragraph
