/*---
question = "What is the least possible value of a masked value"
answer = "in the indicator's unit, from the least numerator and the greatest denominator"
arguments = ["counts", "unit", "numerator", "denominator"]
---*/
CASE
    WHEN counts = 'count' THEN CAST(numerator AS DOUBLE)
    ELSE coalesce(numerator * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END / denominator, 0)
END
