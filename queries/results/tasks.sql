/*---
question = "What are the plan's tasks, and which indicators measure each?"
answer = "one row per task and indicator, in the plan's order; indicator empty where nothing measures the task"
child = false
columns = [
  "paragraph",
  {name = "label", like = "paragraph_text"},
  {name = "owner", kind = "code", title = "Owner", codes = "task_owner"},
  {name = "indicator", required = false},
]
---*/
WITH measured AS (
    SELECT unnest(plan) AS paragraph, indicator, position FROM indicators
),
ordered AS (
    SELECT
        paragraph, label_vi AS label, owner,
        list_position(['I', 'II', 'III', 'IV', 'V'], split_part(paragraph, '.', 1)) AS part,
        CAST(split_part(paragraph, '.', 2) AS INTEGER) AS heading,
        CAST(coalesce(nullif(split_part(paragraph, '.', 3), ''), '0') AS INTEGER) AS item
    FROM tasks
)
SELECT ordered.paragraph, ordered.label, ordered.owner, measured.indicator
FROM ordered LEFT JOIN measured ON measured.paragraph = ordered.paragraph
ORDER BY ordered.part, ordered.heading, ordered.item, measured.position
