/*---
question = "Violations that count, each in the year in which it was found"
answer = "one row per violation, those not upheld left out"
needs = ["years"]
---*/
SELECT violations.* EXCLUDE (school_id), coalesce(violations.school_id, 'office') AS school_id, years.year
FROM violations
JOIN years ON violations.found_on BETWEEN years.starts_on AND years.ends_on
WHERE violations.handling IS NULL OR violations.handling <> 'not_upheld'
ORDER BY violations.violation_id
