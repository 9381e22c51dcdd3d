/*---
question = "From which days on does the series of incidents get a new centre, and why?"
answer = "one row per dated row of the plan's rebases that the figures reach"
child = false
columns = [
  {name = "date", kind = "day", title = "From"},
  "reason",
]

[params.lang]
---*/
SELECT date, COLUMNS(lambda words: words = 'reason_' || $lang) AS reason
FROM rebases
WHERE date <= (SELECT as_of FROM snapshot)
ORDER BY date
