/*---
question = "What does each indicator count, and which paragraphs of the plan does it measure?"
answer = "one row per indicator; the texts are in the language `lang`"
child = false
columns = [
  "indicator",
  {name = "title_vi", kind = "text", title = "Title (Vietnamese)", required = true},
  {name = "title_en", kind = "text", title = "Title (English)", required = true},
  "plan", "unit", "polarity",
  {name = "numerator_text", kind = "text", title = "Counted"},
  {name = "denominator_text", kind = "text", title = "Out of"},
  {name = "note", kind = "text", title = "Note"},
  {name = "why_it_matters", kind = "text", title = "Why it matters", required = true},
  {name = "checked_by", kind = "text", title = "Who checked the definition", required = true},
  {name = "next_review", kind = "day", title = "To be reviewed by", required = true},
]
key = ["indicator"]

[params.lang]
---*/
SELECT
    indicator,
    title_vi,
    title_en,
    array_to_string(plan, ', ') AS plan,
    unit,
    polarity,
    COLUMNS(lambda words: words = 'numerator_' || $lang) AS numerator_text,
    COLUMNS(lambda words: words = 'denominator_' || $lang) AS denominator_text,
    COLUMNS(lambda words: words = 'note_' || $lang) AS note,
    COLUMNS(lambda words: words = 'why_it_matters_' || $lang) AS why_it_matters,
    COLUMNS(lambda words: words = 'checked_by_' || $lang) AS checked_by,
    next_review
FROM indicators
ORDER BY position
