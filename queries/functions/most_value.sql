/*---
question = "What is the greatest possible value of a masked value"
answer = "in the indicator's unit, from the greatest numerator and the least denominator; a share is at most 100"
arguments = ["counts", "unit", "numerator", "denominator"]
---*/
CASE
    WHEN counts = 'count' THEN CAST(numerator AS DOUBLE)
    WHEN unit = 'percent' THEN least(coalesce(100.0 * numerator / nullif(denominator, 0), 100.0), 100.0)
    ELSE numerator * 1.0 / nullif(denominator, 0)
END
