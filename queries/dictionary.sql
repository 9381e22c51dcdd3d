/*---
question = "What does each column of each table mean, and who may see it?"
answer = "one row per column of the contract, in order"
child = false
---*/
SELECT
    table_name, column_name, type, required, in_key, unit, allowed, refers, privacy,
    table_vi, table_en, label_vi, label_en
FROM dictionary
ORDER BY position
