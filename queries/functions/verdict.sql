/*---
question = "How does a value stand against its target"
answer = "met, near or far if the verdict is the same for every value from the least to the most; else empty"
arguments = ["polarity", "value_least", "value_most", "target", "near_band"]
---*/
CASE
    WHEN polarity = 'higher' AND value_least - target >= 0 OR polarity = 'lower' AND target - value_most >= 0 THEN 'met'
    WHEN polarity = 'higher' AND value_least - target >= -near_band AND value_most - target < 0 THEN 'near'
    WHEN polarity = 'lower' AND target - value_most >= -near_band AND target - value_least < 0 THEN 'near'
    WHEN polarity = 'higher' AND value_most - target < -near_band OR polarity = 'lower' AND target - value_least < -near_band THEN 'far'
END
