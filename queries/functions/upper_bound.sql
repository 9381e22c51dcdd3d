/*---
question = "What is an indicator's value if all of the unknown succeeded"
answer = "in the indicator's unit; if the amount of the unknown is not known, 100 for a share and empty for a count or an amount"
arguments = ["counts", "unit", "weight", "numerator", "denominator", "unknown"]
---*/
CASE
    WHEN unknown = 0 AND counts = 'count' THEN CAST(numerator AS DOUBLE)
    WHEN unknown = 0 THEN numerator * CASE WHEN unit = 'percent' THEN 100.0 ELSE 1.0 END / nullif(denominator, 0)
    WHEN unit <> 'percent' THEN NULL
    -- Spending may exceed the plan.
    WHEN unknown IS NULL OR counts = 'ratio' AND weight = 'schools'
        THEN greatest(coalesce(100.0 * numerator / nullif(denominator, 0), 0), 100.0)
    -- The denominator of a "schools" indicator includes the unknown schools already.
    ELSE 100.0 * (coalesce(numerator, 0) + unknown)
        / nullif(coalesce(denominator, 0) + CASE WHEN counts = 'ratio' THEN unknown ELSE 0 END, 0)
END
