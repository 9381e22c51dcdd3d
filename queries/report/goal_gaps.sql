/*---
question = "Which schools, or the office, keep each goal of the plan from being met?"
answer = """one row per goal and year: names of those that lack it (lacking), that have not reported and so have not shown it \
(silent), and how many hold masked counts, of which nothing is told; of goals that count cases the schools with a case open"""
child = true
shareable = "here"
own = "schools"
---*/
WITH facts AS (
    SELECT
        goals.paragraph, goals.indicator, facts.year, facts.state, facts.numerator, facts.denominator,
        indicators.polarity, facts.school_id, coalesce(schools.name, 'office') AS name
    FROM goals
    JOIN indicator_values AS facts USING (indicator)
    JOIN indicators USING (indicator)
    LEFT JOIN schools ON schools.school_id = facts.school_id
    WHERE (len($years) = 0 OR list_contains($years, facts.year))
      AND (len($schools) = 0 OR list_contains($schools, facts.school_id))
)
SELECT
    paragraph, indicator, year,
    coalesce(list(name ORDER BY name = 'office', name COLLATE vi, school_id)
        FILTER (WHERE state = 'value'
            AND CASE polarity WHEN 'lower' THEN numerator > 0 ELSE numerator < denominator END), []) AS lacking,
    coalesce(list(name ORDER BY name = 'office', name COLLATE vi, school_id)
        FILTER (WHERE state = 'no_report'), []) AS silent,
    CAST(count(*) FILTER (WHERE state = 'masked') AS BIGINT) AS masked
FROM facts
GROUP BY paragraph, indicator, year
ORDER BY paragraph, year
