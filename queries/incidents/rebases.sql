/*---
question = "From which days on does the series of incidents get a new centre, and why?"
answer = "one row per dated row of the plan's rebases that the figures reach"
child = false
columns = [
  {name = "date", kind = "day", vi = "Từ ngày", en = "From"},
  "reason",
]

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT date, CASE WHEN $lang = 'en' THEN reason_en ELSE reason_vi END AS reason
FROM rebases
WHERE date <= (SELECT as_of FROM snapshot)
ORDER BY date
