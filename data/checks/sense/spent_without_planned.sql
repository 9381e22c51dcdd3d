/*---
severity = "warning"
message.vi = "đã chi {found:.} đồng nhưng không có dự toán"
message.en = "{found:,} đồng were spent but none were planned"
---*/
SELECT _sheet, _row, 'planned_vnd' AS column_name, spent_vnd AS found
FROM funding
WHERE spent_vnd > 0 AND coalesce(planned_vnd, 0) = 0
ORDER BY _sheet, _row
