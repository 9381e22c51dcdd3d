/*---
severity = "error"
since = "5"
message = "the target {actual} cannot be: the indicator {indicator} is a percentage, its targets are 0 to 100"
---*/
SELECT targets._sheet, targets._row, 'value' AS column_name, printf('%g', value) AS actual, targets.indicator
FROM targets
JOIN known_indicators AS known ON known.indicator = targets.indicator
WHERE known.unit = 'percent' AND value > 100
ORDER BY targets._sheet, targets._row
