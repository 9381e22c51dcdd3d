/*---
position = 26
title.vi = "Xã có mạng lưới bảo vệ"
title.en = "Communes with a protection network"
plan = ["II.4.2"]
unit = "percent"
polarity = "higher"
counts = "ratio"
source = "office"
held_by = "office"
numerator.vi = "Xã, thị trấn có ít nhất một thành viên mạng lưới hoạt động trong năm"
numerator.en = "Communes with at least one network member active in the year"
denominator.vi = "Xã, thị trấn"
denominator.en = "Communes"
note.vi = "Theo đơn vị hành chính có vào ngày đầu kỳ; chỉ tính ở cấp huyện"
note.en = "By the units that exist on the period's first day; district only"
why_it_matters.vi = "Xã không có người của mạng lưới thì vụ việc ngoài nhà trường không ai tiếp nhận"
why_it_matters.en = "Where a commune has nobody of the network, nobody takes up what happens outside school"
of.vi = "xã"
of.en = "communes"
next_review = 2027-01-31
---*/
WITH units AS (
    SELECT years.year, years.starts_on, years.ends_on, communes.code, communes.valid_from, communes.valid_to
    FROM years
    JOIN communes ON years.starts_on BETWEEN communes.valid_from AND coalesce(communes.valid_to, DATE '9999-12-31')
),
covered AS (
    SELECT units.year, units.code, count(members.member_id) > 0 AS has_member
    FROM units
    LEFT JOIN network_members AS members
        ON members.commune_code = units.code
        -- The same code may mean another unit after a merger: the member joined this one.
        AND members.joined_on BETWEEN units.valid_from AND coalesce(units.valid_to, DATE '9999-12-31')
        AND members.joined_on <= units.ends_on
        AND coalesce(members.left_on, DATE '9999-12-31') >= units.starts_on
    GROUP BY units.year, units.code
)
SELECT 'office' AS school_id, year, count(*) FILTER (WHERE has_member) AS numerator, count(*) AS denominator
FROM covered
GROUP BY year
