/*---
question = "How many exceptions of each kind are there?"
answer = "one row per kind, the most pressing first; what counts as one is said by pages/attention"
child = true
shareable = "here"
own = "schools"
columns = [
  {name = "kind", kind = "id", vi = "Loại", en = "Kind", required = true},
  {name = "exceptions", kind = "count", vi = "Số trường hợp", en = "Exceptions", privacy = "child"},
]
---*/
SELECT kind, count(*) AS exceptions
FROM exceptions
WHERE (year IS NULL OR len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
GROUP BY kind
ORDER BY min(position)
