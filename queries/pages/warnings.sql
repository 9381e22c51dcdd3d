/*---
question = "Which warnings were published with the data?"
answer = "one row per warning, as it was said when the files were checked"
child = true

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    code, file, sheet, row, column_name,
    CASE WHEN $lang = 'en' THEN message_en ELSE message_vi END AS message,
    count(*) OVER (PARTITION BY code) AS of_its_kind
FROM quality
ORDER BY of_its_kind DESC, code, file, sheet, row, column_name
