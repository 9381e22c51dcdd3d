/*---
question = "Activities, each in the year in which it was held"
answer = "one row per activity"
key = ["activity_id"]
needs = ["days"]
stored = false
---*/
SELECT activities.*, days.year
FROM activities
JOIN days ON days.day = activities.held_on
