/*---
question = "Activities, each in the year in which it was held"
answer = "one row per activity"
needs = ["years"]
---*/
SELECT activities.*, years.year
FROM activities
JOIN years ON activities.held_on BETWEEN years.starts_on AND years.ends_on
ORDER BY activities.activity_id
