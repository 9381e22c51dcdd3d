/*---
question = "What is an indicator's value if all that is not known has failed"
answer = "in the indicator's unit; 0 for a share where nothing tells how much is not known"
arguments = ["counts", "unit", "weight", "numerator", "denominator", "unknown"]
---*/
CASE
    WHEN counts = 'count' THEN CAST(coalesce(numerator, 0) AS DOUBLE)
    WHEN unknown IS NULL OR unknown > 0 AND counts = 'ratio' AND weight = 'schools' THEN 0.0
    -- "Schools" indicators hold those not known in their denominator already.
    ELSE coalesce(numerator, 0) * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END
        / nullif(coalesce(denominator, 0) + CASE WHEN counts = 'ratio' THEN unknown ELSE 0 END, 0)
END
