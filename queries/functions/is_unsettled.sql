/*---
question = "Does the target lie between the two bounds of a value, so that the unknown may change the verdict"
answer = "false where all is known, where there is no target, and where the indicator has no polarity"
arguments = ["polarity", "counts", "target", "unknown", "lower", "upper", "numerator_least", "numerator_most", "denominator_least"]
---*/
CASE
    WHEN target IS NULL OR unknown = 0 THEN false
    -- One known failure keeps a share below 100%, and one known success above 0%, however much is unknown.
    WHEN polarity = 'higher' THEN coalesce(lower < target, true) AND coalesce(upper >= target, true)
        AND NOT (counts = 'ratio' AND target >= 100 AND coalesce(numerator_most < denominator_least, false))
    WHEN polarity = 'lower' THEN coalesce(lower <= target, true) AND coalesce(upper > target, true)
        AND NOT (counts = 'ratio' AND target <= 0 AND coalesce(numerator_least > 0, false))
    ELSE false
END
