/*---
severity = "error"
message.vi = "kỳ {year} trùng ngày với kỳ {other}"
message.en = "period {year} overlaps period {other}"
---*/
SELECT a._sheet, a._row, 'starts_on' AS column_name, a.year AS year, b.year AS other
FROM periods AS a
JOIN periods AS b ON b.year < a.year AND b.ends_on >= a.starts_on
ORDER BY a._sheet, a._row
