/*---
question = "What is each indicator's value at each school, and how does it stand against its target?"
answer = """one row per school (or office), year and indicator; value in percent (0–100), count or đồng per pupil; unknown: the \
weight of an unknown school, empty where it is not known; lower and upper: the value if all of the unknown failed \
or succeeded; empty without a bound"""
child = true
shareable = "here"
own = "schools"
columns = [
  "school_id", "year", "indicator",
  {name = "numerator", like = "child_numerator"},
  {name = "denominator", like = "child_denominator"},
  {name = "value", like = "child_value"},
  "state", "target", "target_source", "status", "unknown", "lower", "upper",
]
key = ["school_id", "year", "indicator"]
---*/
SELECT
    school_id, year, indicator, numerator, denominator, value, state, target, target_source, status, unknown,
    CASE WHEN state NOT IN ('masked', 'not_applicable') THEN lower_bound(counts, unit, weight, numerator, denominator, unknown) END AS lower,
    CASE WHEN state NOT IN ('masked', 'not_applicable') THEN upper_bound(counts, unit, weight, numerator, denominator, unknown) END AS upper
FROM indicator_values
JOIN indicators USING (indicator)
WHERE (len($years) = 0 OR list_contains($years, year))
  AND (len($schools) = 0 OR list_contains($schools, school_id))
ORDER BY school_id, year, indicators.position
