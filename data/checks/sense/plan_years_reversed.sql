/*---
severity = "error"
since = "5"
message.vi = "năm cuối {last} sớm hơn năm đầu {first}"
message.en = "the last year {last} is earlier than the first year {first}"
---*/
SELECT _sheet, _row, 'last_year' AS column_name, last_year AS last, first_year AS first
FROM plan
WHERE last_year < first_year
ORDER BY _sheet, _row
