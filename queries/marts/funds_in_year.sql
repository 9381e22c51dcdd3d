/*---
question = "Funding that counts: the office's own, and that of schools whose report was received"
answer = "one row per payer, year and source"
key = ["school_id", "year", "source"]
needs = ["reported"]
---*/
SELECT funding.payer AS school_id, funding.year, funding.source, funding.planned_vnd, funding.spent_vnd
FROM funding
LEFT JOIN reported ON reported.school_id = funding.payer AND reported.year = funding.year
WHERE funding.payer = 'office' OR reported.school_id IS NOT NULL
ORDER BY funding.payer, funding.year, funding.source
