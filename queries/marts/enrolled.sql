/*---
question = "How many pupils and classes does each reporting school have"
answer = "one row per school and year with a report received"
key = ["school_id", "year"]
needs = ["reported"]
---*/
SELECT
    enrolment.school_id,
    enrolment.year,
    CAST(sum(enrolment.pupils) AS BIGINT) AS pupils,
    CAST(sum(enrolment.classes) AS BIGINT) AS classes
FROM enrolment
JOIN reported ON reported.school_id = enrolment.school_id AND reported.year = enrolment.year
GROUP BY enrolment.school_id, enrolment.year
ORDER BY enrolment.school_id, enrolment.year
