/*---
question = "What is each indicator's value at each school, and how does it stand against its target?"
answer = "one row per school (or office), year and indicator; value in percent (0–100), count or đồng per pupil"
child = true
shareable = "here"
own = "schools"
---*/
SELECT
    school_id, year, indicator, numerator, denominator, value, state, target, target_source, status
FROM indicator_values
JOIN indicators USING (indicator)
WHERE (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
ORDER BY school_id, year, indicators.position
