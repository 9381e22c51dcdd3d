/*---
question = "What did the education office do for which paragraph of the plan, and was it done on time?"
answer = """one row per action of the chosen years (by the day it was due, else done), in the plan's order; state on_time, \
late, overdue, not_due, or done and open where no day was set; days_late in days"""
child = false
columns = [
  {name = "action_id", kind = "id", title = "Action id"},
  "paragraph",
  {name = "label", like = "paragraph_text"},
  {name = "kind", kind = "code", title = "Action", codes = "action_kind"},
  "year", "due_on",
  {name = "done_on", kind = "day", title = "Done on"},
  {name = "state", kind = "code", title = "State", codes = "action"},
  "days_late",
]

[params.lang]
---*/
WITH placed AS (
    SELECT
        office_actions.*,
        coalesce(due_on, done_on) AS at_day,
        (SELECT as_of FROM snapshot) AS as_of
    FROM office_actions
)
SELECT
    placed.action_id, placed.plan_ref AS paragraph,
    COLUMNS(lambda words: words = 'label_' || $lang) AS label,
    placed.kind, years.year, placed.due_on, placed.done_on,
    CASE
        WHEN placed.due_on IS NULL THEN CASE WHEN placed.done_on IS NULL THEN 'open' ELSE 'done' END
        WHEN placed.done_on <= placed.due_on THEN 'on_time'
        WHEN placed.done_on > placed.due_on THEN 'late'
        WHEN placed.as_of > placed.due_on THEN 'overdue'
        ELSE 'not_due'
    END AS state,
    CASE WHEN coalesce(placed.done_on, placed.as_of) > placed.due_on
        THEN CAST(date_diff('day', placed.due_on, coalesce(placed.done_on, placed.as_of)) AS BIGINT) END AS days_late
FROM placed
JOIN paragraphs ON paragraphs.paragraph = placed.plan_ref
LEFT JOIN years ON placed.at_day BETWEEN years.starts_on AND years.ends_on
-- An action without any day is open in every year.
WHERE placed.at_day IS NULL OR len($years) = 0 OR list_contains($years, years.year)
ORDER BY placed.plan_ref, placed.at_day NULLS LAST, placed.action_id
