/*---
position = 8
title.vi = "Nội dung kỹ năng số đã dạy"
title.en = "Digital-skills content taught"
plan = ["IV.1.1"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "activities"
held_by = "schools"
numerator.vi = "Cặp khối lớp × nội dung đã dạy trong tiết lồng ghép hoặc buổi tập huấn"
numerator.en = "Grade × topic pairs taught in a lesson or skills training"
denominator.vi = "4 nội dung × số khối lớp của cấp học"
denominator.en = "4 topics × the grades of the school's level"
left_out.vi = "Hoạt động không ghi khối lớp"
left_out.en = "Activities that name no grade"
note.vi = "Bốn nội dung của mục IV.1.1"
note.en = "The four topics of paragraph IV.1.1"
---*/
WITH grades AS (
    SELECT school_id, year, grade
    FROM school_years
    CROSS JOIN (SELECT unnest(generate_series(1, 9)) AS grade) AS all_grades
    WHERE CASE level WHEN 'TH' THEN grade <= 5 WHEN 'THCS' THEN grade >= 6 ELSE true END
),
topics AS (
    SELECT school_id, year, coalesce(grade_from, grade_to) AS grade_from, coalesce(grade_to, grade_from) AS grade_to, unnest(topics) AS topic
    FROM activities_in_year
    WHERE kind IN ('lesson', 'skills_training')
),
taught AS (
    SELECT grades.school_id, grades.year, grades.grade, count(DISTINCT topics.topic) AS topics
    FROM grades
    LEFT JOIN topics
        ON topics.school_id = grades.school_id AND topics.year = grades.year
        AND grades.grade BETWEEN topics.grade_from AND topics.grade_to
    GROUP BY grades.school_id, grades.year, grades.grade
)
SELECT school_id, year, sum(topics) AS numerator, 4 * count(*) AS denominator
FROM taught
GROUP BY school_id, year
