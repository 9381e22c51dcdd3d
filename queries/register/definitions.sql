/*---
question = "What does each indicator count, and which paragraphs of the plan does it measure?"
answer = "one row per indicator; the texts are in the language `lang`"
child = false
columns = [
  "indicator",
  {name = "title_vi", kind = "text", vi = "Tên (tiếng Việt)", en = "Title (Vietnamese)", required = true},
  {name = "title_en", kind = "text", vi = "Tên (tiếng Anh)", en = "Title (English)", required = true},
  "plan", "unit", "polarity",
  {name = "numerator_text", kind = "text", vi = "Tử số", en = "Counted"},
  {name = "denominator_text", kind = "text", vi = "Mẫu số", en = "Out of"},
  {name = "note", kind = "text", vi = "Ghi chú", en = "Note"},
  {name = "why_it_matters", kind = "text", vi = "Vì sao quan trọng", en = "Why it matters", required = true},
  {name = "checked_by", kind = "text", vi = "Ai đã kiểm tra định nghĩa", en = "Who checked the definition", required = true},
  {name = "next_review", kind = "day", vi = "Xem lại trước ngày", en = "To be reviewed by", required = true},
]
key = ["indicator"]

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    indicator,
    title_vi,
    title_en,
    array_to_string(plan, ', ') AS plan,
    unit,
    polarity,
    CASE WHEN $lang = 'en' THEN numerator_en ELSE numerator_vi END AS numerator_text,
    CASE WHEN $lang = 'en' THEN denominator_en ELSE denominator_vi END AS denominator_text,
    CASE WHEN $lang = 'en' THEN concat_ws('. ', nullif(note_en, ''), 'Left out: ' || nullif(left_out_en, ''))
        ELSE concat_ws('. ', nullif(note_vi, ''), 'Không tính: ' || nullif(left_out_vi, '')) END AS note,
    CASE WHEN $lang = 'en' THEN why_it_matters_en ELSE why_it_matters_vi END AS why_it_matters,
    -- A header names an office once it has confirmed the definition.
    CASE WHEN $lang = 'en' THEN coalesce(nullif(checked_by_en, ''), 'no office yet') ELSE coalesce(nullif(checked_by_vi, ''), 'chưa có đơn vị nào') END AS checked_by,
    next_review
FROM indicators
ORDER BY position
