/*---
position = 8
title = "Digital-skills content taught"
plan = ["IV.1.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "activities"
held_by = "schools"
weight = "pairs"
numerator = "Grade × topic pairs taught in a lesson or skills training"
denominator = "4 topics × the grades of the school's level"
left_out = "Activities that name no grade"
note = "The four topics of paragraph IV.1.1"
why_it_matters = "A topic missing in a grade leaves those pupils unprepared for that very risk"
of = "grade and topic pairs"
next_review = 2027-01-31

[[examples]]
# Two topics in grades 1 to 3; the awareness session is no lesson. A primary school has five grades.
activities = [
  {kind = "lesson", topics = "internet_social;personal_data", grade_from = 1, grade_to = 3},
  {kind = "awareness", topics = "internet_social", grade_from = 4, grade_to = 5},
]
numerator = 6
denominator = 20
---*/
WITH taught AS (
    -- The grades of a topic as one number with a bit per grade: a session for grades 2 to 4 is 0b1110.
    SELECT
        school_id, year, unnest(topics) AS topic,
        greatest((1 << coalesce(grade_to, grade_from)) - (1 << (coalesce(grade_from, grade_to) - 1)), 0) AS grades
    FROM activities_in_year
    WHERE kind IN ('lesson', 'skills_training') AND coalesce(grade_from, grade_to) IS NOT NULL
),
topics AS (
    SELECT school_id, year, topic, bit_or(grades) AS grades FROM taught GROUP BY school_id, year, topic
),
levels AS (
    SELECT school_id, year, CASE level WHEN 'TH' THEN 31 WHEN 'THCS' THEN 480 ELSE 511 END AS grades FROM school_years
)
SELECT
    levels.school_id, levels.year,
    coalesce(sum(bit_count(levels.grades & topics.grades)), 0) AS numerator, 4 * bit_count(any_value(levels.grades)) AS denominator
FROM levels
LEFT JOIN topics ON topics.school_id = levels.school_id AND topics.year = levels.year
GROUP BY levels.school_id, levels.year
