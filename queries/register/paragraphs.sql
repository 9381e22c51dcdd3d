/*---
question = "Which indicators measure each paragraph of the plan, who owns its task, or why is it not measured?"
answer = """one row per paragraph and indicator, in the plan's order; a paragraph without an indicator has one row with \
the reason. owners: office, school or both; empty where the plan sets a goal or a source of funds and no task"""
child = false
columns = [
  "paragraph",
  {name = "section", kind = "id", vi = "Phần của kế hoạch", en = "Section of the plan"},
  {name = "label", like = "paragraph_text"},
  {name = "owners", kind = "id", vi = "Chủ trì", en = "Owner"},
  {name = "task", kind = "text", vi = "Nhiệm vụ", en = "Task"},
  {name = "indicator", required = false},
  {name = "title", kind = "text", vi = "Đo bằng chỉ tiêu", en = "Measured by"},
  "held_by",
  {name = "unmeasured", kind = "text", vi = "Vì sao không đo", en = "Why it is not measured"},
]

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
WITH named AS (
    SELECT indicator, position, unnest(plan) AS paragraph,
        CASE WHEN $lang = 'en' THEN title_en ELSE title_vi END AS title, held_by
    FROM indicators
),
owned AS (
    SELECT paragraph, string_agg(owner, ';' ORDER BY owner) AS owners,
        string_agg(CASE WHEN $lang = 'en' THEN label_en ELSE label_vi END, '; ' ORDER BY owner) AS task
    FROM tasks
    GROUP BY paragraph
)
SELECT
    paragraphs.paragraph,
    split_part(paragraphs.paragraph, '.', 1) AS section,
    CASE WHEN $lang = 'en' THEN label_en ELSE label_vi END AS label,
    owned.owners, owned.task,
    named.indicator, named.title, named.held_by,
    CASE WHEN named.indicator IS NULL THEN CASE WHEN $lang = 'en' THEN unmeasured_en ELSE unmeasured_vi END END AS unmeasured
FROM paragraphs
LEFT JOIN owned ON owned.paragraph = paragraphs.paragraph
LEFT JOIN named ON named.paragraph = paragraphs.paragraph
-- As texts, I, II, III, IV and V have the order of the numbers.
ORDER BY paragraphs.paragraph, named.position
