/*---
severity = "error"
since = "5"
message.vi = "mức {actual} không thể có: chỉ tiêu {indicator} tính bằng %, mức từ 0 đến 100"
message.en = "the target {actual} cannot be: the indicator {indicator} is a percentage, its targets are 0 to 100"
---*/
SELECT targets._sheet, targets._row, 'value' AS column_name, printf('%g', value) AS actual, targets.indicator
FROM targets
JOIN known_indicators AS known ON known.indicator = targets.indicator
WHERE known.unit = 'percent' AND value > 100
ORDER BY targets._sheet, targets._row
