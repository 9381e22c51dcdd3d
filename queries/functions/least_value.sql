/*---
question = "Which is the least that a masked value can be"
answer = "in the indicator's unit, from the least of its numerator and the most of its denominator"
arguments = ["counts", "unit", "numerator", "denominator"]
---*/
CASE
    WHEN counts = 'count' THEN CAST(numerator AS DOUBLE)
    ELSE coalesce(numerator * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END / denominator, 0)
END
