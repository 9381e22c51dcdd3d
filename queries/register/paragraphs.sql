/*---
question = "Which indicators measure each paragraph of the plan, who owns its task, or why is it not measured?"
answer = """one row per paragraph and indicator, in the plan's order; a paragraph without an indicator has one row with \
the reason. owners: office, school or both; empty where the plan sets a goal or a source of funds and no task"""
child = false
columns = [
  "paragraph",
  {name = "section", kind = "id", title = "Section of the plan"},
  {name = "label", like = "paragraph_text"},
  {name = "owners", kind = "id", title = "Owner"},
  {name = "task", kind = "text", title = "Task"},
  {name = "indicator", required = false},
  {name = "title", kind = "text", title = "Measured by"},
  "held_by",
  {name = "unmeasured", kind = "text", title = "Why it is not measured"},
]

[params.lang]
---*/
WITH named AS (
    SELECT indicator, position, unnest(plan) AS paragraph,
        COLUMNS(lambda words: words = 'title_' || $lang) AS title, held_by
    FROM indicators
),
owned AS (
    SELECT paragraph, string_agg(owner, ';' ORDER BY owner) AS owners,
        string_agg(COLUMNS(lambda words: words = 'label_' || $lang), '; ' ORDER BY owner) AS task
    FROM tasks
    GROUP BY paragraph
)
SELECT
    paragraphs.paragraph,
    split_part(paragraphs.paragraph, '.', 1) AS section,
    COLUMNS(lambda words: words = 'label_' || $lang) AS label,
    owned.owners, owned.task,
    named.indicator, named.title, named.held_by,
    CASE WHEN named.indicator IS NULL THEN COLUMNS(lambda words: words = 'unmeasured_' || $lang) END AS unmeasured
FROM paragraphs
LEFT JOIN owned ON owned.paragraph = paragraphs.paragraph
LEFT JOIN named ON named.paragraph = paragraphs.paragraph
-- As texts, I, II, III, IV and V have the order of the numbers.
ORDER BY paragraphs.paragraph, named.position
