/*---
question = "Which is the most that a masked value can be"
answer = "in the indicator's unit, from the most of its numerator and the least of its denominator; a share is at most 100"
arguments = ["counts", "unit", "numerator", "denominator"]
---*/
CASE
    WHEN counts = 'count' THEN CAST(numerator AS DOUBLE)
    WHEN unit = 'percent' THEN least(coalesce(100.0 * numerator / nullif(denominator, 0), 100.0), 100.0)
    ELSE numerator * 1.0 / nullif(denominator, 0)
END
