/*---
position = 12
title.vi = "Mô hình được biểu dương"
title.en = "Models commended"
plan = ["II.2.4"]
unit = "count"
polarity = "higher"
counts = "count"
source = "report"
held_by = "schools"
numerator.vi = "Mô hình, điển hình được biểu dương"
numerator.en = "Models commended"
why_it_matters.vi = "Cách làm hay chỉ lan ra khi được biết đến"
why_it_matters.en = "What works spreads only when it becomes known"
next_review = 2027-01-31
---*/
SELECT school_id, year, value AS numerator, NULL AS denominator
FROM answers
WHERE item = 'models_commended'
