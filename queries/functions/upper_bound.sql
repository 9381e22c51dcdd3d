/*---
question = "What is an indicator's value if all that is not known has succeeded"
answer = "in the indicator's unit; 100 for a share where nothing tells how much is not known, empty for a count or an amount then"
arguments = ["counts", "unit", "weight", "numerator", "denominator", "unknown"]
---*/
CASE
    WHEN unknown = 0 AND counts = 'count' THEN CAST(numerator AS DOUBLE)
    WHEN unknown = 0 THEN numerator * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END / nullif(denominator, 0)
    WHEN unit <> 'percent' THEN NULL
    -- Money may be spent beyond what was planned.
    WHEN unknown IS NULL OR counts = 'ratio' AND weight = 'schools'
        THEN greatest(coalesce(100.0 * numerator / nullif(denominator, 0), 0), 100.0)
    -- "Schools" indicators hold those not known in their denominator already.
    ELSE 100.0 * (coalesce(numerator, 0) + unknown)
        / nullif(coalesce(denominator, 0) + CASE WHEN counts = 'ratio' THEN unknown ELSE 0 END, 0)
END
