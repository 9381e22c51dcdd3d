/*---
question = "Violations that count, each in the year in which it was found"
answer = "one row per violation, those not upheld left out"
key = ["violation_id"]
needs = ["days"]
stored = false
---*/
SELECT violations.* EXCLUDE (school_id), coalesce(violations.school_id, 'office') AS school_id, days.year
FROM violations
JOIN days ON days.day = violations.found_on
WHERE violations.handling IS NULL OR violations.handling <> 'not_upheld'
