/*---
question = "What is an indicator's value if all of the unknown failed"
answer = "in the indicator's unit; 0 for a share if the amount of the unknown is not known"
arguments = ["counts", "unit", "weight", "numerator", "denominator", "unknown"]
---*/
CASE
    WHEN counts = 'count' THEN CAST(coalesce(numerator, 0) AS DOUBLE)
    WHEN unknown IS NULL OR unknown > 0 AND counts = 'ratio' AND weight = 'schools' THEN 0.0
    -- The denominator of a "schools" indicator includes the unknown schools already.
    ELSE coalesce(numerator, 0) * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END
        / nullif(coalesce(denominator, 0) + CASE WHEN counts = 'ratio' THEN unknown ELSE 0 END, 0)
END
