/*---
question = "When could a case have begun?"
answer = "some moments of each day of the year: day, received_at, latest (the last minute that is seen)"
---*/
SELECT
    days.day,
    CAST(days.day AS TIMESTAMP) + unnest([INTERVAL 0 MINUTE, INTERVAL 12 HOUR, INTERVAL 1439 MINUTE]) AS received_at,
    CAST(snapshot.as_of AS TIMESTAMP) + INTERVAL 1439 MINUTE AS latest
FROM days
CROSS JOIN snapshot
