/*---
severity = "error"
message.vi = "có thời điểm kết thúc nhưng không có kết quả"
message.en = "there is a closing moment but no outcome"
---*/
SELECT _sheet, _row, 'outcome' AS column_name
FROM incidents
WHERE closed_at IS NOT NULL AND outcome IS NULL
ORDER BY _sheet, _row
