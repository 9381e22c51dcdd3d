/*---
severity = "warning"
message = "{actual:,} đồng were spent but none were planned"
---*/
SELECT _sheet, _row, 'planned_vnd' AS column_name, spent_vnd AS actual
FROM funding
WHERE spent_vnd > 0 AND coalesce(planned_vnd, 0) = 0
ORDER BY _sheet, _row
