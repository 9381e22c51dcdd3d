/*---
question = "How has this school stood on every indicator over the years?"
answer = "one row per indicator and year"
child = true
shareable = "here"
own = "school"

[params.school]
default = ""

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    facts.indicator, CASE WHEN $lang = 'en' THEN title_en ELSE title_vi END AS title, indicators.plan[1] AS plan,
    indicators.unit, indicators.counts, facts.year, facts.numerator, facts.denominator, facts.value,
    facts.state, facts.target, facts.status, facts.change, facts.partial, indicators.polarity
FROM indicator_values AS facts
JOIN indicators USING (indicator)
WHERE facts.school_id = $school
ORDER BY indicators.position, facts.year
