/*---
question = "What is the plan's title, who issued it, and which years does it cover?"
answer = "one row; units_until and units_from: the last day of the old administrative units and the first of the new ones, empty when none changed"
child = false
columns = [
  {name = "number", kind = "text", vi = "Số kế hoạch", en = "Plan number"},
  {name = "dated", kind = "day", vi = "Ngày ban hành", en = "Dated"},
  {name = "title", kind = "text", vi = "Tên kế hoạch", en = "Title of the plan"},
  {name = "short_title", kind = "text", vi = "Tên ngắn", en = "Short title"},
  {name = "issuing_body", kind = "text", vi = "Cơ quan ban hành", en = "Issuing body"},
  {name = "receiving_body", kind = "text", vi = "Cơ quan nhận báo cáo", en = "Receiving body"},
  "basis",
  {name = "district", kind = "text", vi = "Địa bàn", en = "District"},
  {name = "place", kind = "text", vi = "Nơi ban hành", en = "Place"},
  {name = "first_year", kind = "year", vi = "Năm đầu", en = "First year"},
  {name = "last_year", kind = "year", vi = "Năm cuối", en = "Last year"},
  {name = "units_until", kind = "day", vi = "Đơn vị cũ đến ngày", en = "Old units until"},
  {name = "units_from", kind = "day", vi = "Đơn vị mới từ ngày", en = "New units from"},
]

[params.lang]
default = "vi"
allowed = ["vi", "en"]
---*/
SELECT
    number, dated,
    CASE WHEN $lang = 'en' THEN title_en ELSE title_vi END AS title,
    CASE WHEN $lang = 'en' THEN short_title_en ELSE short_title_vi END AS short_title,
    issuing_body, receiving_body, basis, district, place, first_year, last_year,
    CAST(units_from - 1 AS DATE) AS units_until, units_from
FROM plan
ORDER BY number
