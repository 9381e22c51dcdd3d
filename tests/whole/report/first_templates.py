"""How the two templates were first drawn; from then on they are the office's to edit in Word.

`python -m tests.whole.report.first_templates FOLDER` draws them anew. Layout: Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.enum.text import WD_TAB_LEADER as LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt, RGBColor

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONT = "Times New Roman"
BODY = 13
BLACK = RGBColor(0, 0, 0)


def district() -> Doc:
    """The template of the yearly report."""
    document = _blank()
    _head(document, "/BC-PGDĐT")
    _title(document, "Kết quả năm {{ year }} thực hiện {{ plan.title }}")
    _address(document, "Kính gửi: {{ plan.receiving_body }}.")
    _text(
        document,
        "Thực hiện {{ plan.grounds }} (sau đây gọi là Kế hoạch), Phòng Giáo dục và Đào tạo báo cáo kết quả năm {{ year }} như sau. {{ opening|join(' ') }}",
    )

    document.add_heading("I. ĐÁNH GIÁ CHUNG", 1)
    _each(document, "summary")

    document.add_heading("II. KẾT QUẢ SO VỚI CÁC MỤC TIÊU (MỤC I.2 CỦA KẾ HOẠCH)", 1)
    _caption(document, "Bảng 1. Kết quả các mục tiêu năm {{ year }}")
    _table(
        document,
        "goals",
        ("Mục", "Mục tiêu", "Kết quả", "Số đếm", "Mức giao", "Đánh giá", "Năm trước"),
        ("paragraph", "label", "value", "part", "target", "status", "previous"),
        (13, 40, 20, 27, 28, 19, 18),
    )
    _figure(document, "goals", "Hình 1. Kết quả các mục tiêu theo năm, tính bằng %")

    document.add_heading("III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ (MỤC II VÀ MỤC IV CỦA KẾ HOẠCH)", 1)
    _caption(document, "Bảng 2. Kết quả các chỉ tiêu nhiệm vụ năm {{ year }}")
    _table(
        document,
        "tasks",
        ("Mục", "Nhiệm vụ", "Chỉ tiêu đo", "Kết quả", "Số đếm", "Năm trước"),
        ("paragraph", "label", "title", "value", "part", "previous"),
        (14, 42, 43, 22, 27, 17),
    )

    document.add_heading("IV. VỤ VIỆC VÀ XỬ LÝ", 1)
    _each(document, "incident_lines")
    _caption(document, "Bảng 3. Vụ việc năm {{ year }} theo nhóm nguy cơ")
    _table(
        document,
        "categories",
        ("Nhóm nguy cơ", "Số vụ việc", "Tỷ lệ"),
        ("name", "incidents", "share"),
        (85, 40, 40),
    )
    _caption(document, "Bảng 4. Thời hạn xử lý các trường hợp bắt đầu trong năm {{ year }}")
    _table(
        document,
        "clocks",
        ("Thời hạn", "Mức", "Đúng hạn", "Muộn", "Quá hạn", "Đang xử lý", "Tỷ lệ đúng hạn"),
        ("name", "limit", "on_time", "late", "overdue", "running", "rate"),
        (35, 46, 15, 15, 15, 17, 22),
    )
    _text(document, "Tỷ lệ đúng hạn tính trên số đã đến hạn: đúng hạn, muộn và quá hạn. {{ overdue }}")

    document.add_heading("V. KINH PHÍ (MỤC III CỦA KẾ HOẠCH)", 1)
    _each(document, "fund_lines")
    _caption(document, "Bảng 5. Kinh phí năm {{ year }} theo nguồn, tính bằng đồng")
    _table(
        document,
        "funds",
        ("Nguồn", "Dự toán", "Đã chi", "Tỷ lệ chi"),
        ("source", "planned", "spent", "rate"),
        (60, 38, 38, 29),
    )

    document.add_heading("VI. CHẤP HÀNH CHẾ ĐỘ BÁO CÁO (MỤC V.1 CỦA KẾ HOẠCH)", 1)
    _each(document, "report_lines")
    _caption(document, "Bảng 6. Báo cáo năm của các trường qua các năm")
    _table(
        document,
        "report_years",
        ("Năm", "Phải gửi", "Đúng hạn", "Muộn", "Sổ trống", "Chưa gửi", "Chưa đến hạn", "Tỷ lệ đúng hạn"),
        ("year", "expected", "on_time", "late", "empty", "missing", "not_due", "rate"),
        (35, 19, 19, 17, 17, 18, 20, 20),
    )

    document.add_heading("VII. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", 1)
    _each(document, "wanting_lines")
    _tag(document, "{%p if wanting %}")
    _caption(document, "Bảng 7. Nội dung còn vướng theo đơn vị")
    _table(
        document,
        "wanting",
        ("TT", "Đơn vị", "Nội dung còn vướng", "Nguyên nhân, biện pháp"),
        ("number", "unit", "points", "cause"),
        (10, 48, 72, 35),
    )
    _tag(document, "{%p endif %}")
    _to_complete(document, "Nguyên nhân chung:")

    document.add_heading("VIII. KIẾN NGHỊ, ĐỀ XUẤT", 1)
    _to_complete(document, "1. Với {{ plan.issuing_body }}:")
    _to_complete(document, "2. Với các cơ quan phối hợp:")

    document.add_heading("IX. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {{ year + 1 }}", 1)
    # Nobody signs a page that holds the signature alone.
    _to_complete(document, "", lines=3, keep=True)
    _close(
        document,
        "Trên đây là báo cáo kết quả năm {{ year }} của Phòng Giáo dục và Đào tạo; nguồn của các số liệu nêu tại Phụ lục./.",
    )
    _signature(
        document,
        (
            "- Như trên;",
            "- {{ plan.issuing_body }} (để báo cáo);",
            "- Các trường trong phạm vi Kế hoạch;",
            "- Lưu: VT.",
        ),
    )
    _appendix(document)
    return document


def school() -> Doc:
    """The template of one school's short report."""
    document = _blank(size=12)
    _head(document, "/BC-PGDĐT")
    _title(document, "Kết quả bảo vệ, hỗ trợ trẻ em trên môi trường mạng năm {{ year }} của {{ school }}")
    _text(document, "{{ place }} {{ report }} {{ opening|join(' ') }}")
    document.add_heading("1. So với các mục tiêu của Kế hoạch", 1)
    _table(
        document,
        "goals",
        ("Mục", "Mục tiêu", "Kết quả", "Số đếm", "Mức giao", "Đánh giá", "Các trường"),
        ("paragraph", "label", "value", "part", "target", "status", "others"),
        (13, 40, 25, 15, 24, 18, 30),
    )
    document.add_heading("2. Nhiệm vụ", 1)
    _table(
        document,
        "tasks",
        ("Mục", "Chỉ tiêu", "Kết quả", "Số đếm", "Năm trước", "Các trường"),
        ("paragraph", "title", "value", "part", "previous", "others"),
        (14, 57, 30, 17, 17, 30),
    )
    _text(
        document,
        "Cột “Các trường”: số trường có trên tổng số trường; với tỷ lệ và số đếm là trung vị của các trường có số liệu. Cách tính từng chỉ tiêu: phụ lục của báo cáo năm {{ year }}. Bản số liệu: {{ snapshot }}.",
        size=10,
    )
    document.add_heading("3. Vụ việc và xử lý", 1)
    _each(document, "incident_lines")
    document.add_heading("4. Điều cần trao đổi với hiệu trưởng", 1)
    _each(document, "questions")
    _close(document, "Đề nghị nhà trường đối chiếu số liệu và trả lời các nội dung trên./.")
    _signature(document, ("- {{ school }};", "- Lưu: VT."))
    return document


def _blank(size: int = BODY) -> Doc:
    document = Document()
    for key, relation in list(document.part.package.rels.items()):
        # The picture of somebody's empty page that comes with the library's own template.
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    for footer in (section.footer, section.first_page_footer):
        _looks(footer.paragraphs[0], ALIGN.CENTER, size=9, italic=True).add_run("{{ marks|join(' ') }}")
    _page_number(_looks(section.header.paragraphs[0], ALIGN.CENTER, size=13))
    _styles(document, size)
    return document


def _styles(document: Doc, size: int) -> None:
    normal = document.styles["Normal"]
    _font(normal, size)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.05
    for name, look in (("Heading 1", {"bold": True}),):
        heading = document.styles[name]
        _font(heading, size, **look)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(4)
        heading.paragraph_format.keep_with_next = True
    for name, style_id, points in (
        ("Body text of report", "ReportBody", size),
        ("Table text of report", "ReportCell", 11 if size == BODY else 10),
        ("Source text of report", "ReportSource", 8.5),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.element.set(qn("w:styleId"), style_id)
        _font(style, points)
        style.paragraph_format.space_after = Pt(4 if style_id == "ReportBody" else 0)
        style.paragraph_format.line_spacing = 1.05 if style_id == "ReportBody" else 1
    body = document.styles["Body text of report"]
    body.paragraph_format.alignment = ALIGN.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(10)
    document.core_properties.created = document.core_properties.modified = datetime(2021, 9, 24)  # noqa: DTZ001
    document.core_properties.author = document.core_properties.comments = ""


def _font(style: Any, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), bold, BLACK
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for language in style.element.rPr.findall(qn("w:lang")):
        style.element.rPr.remove(language)
    style.element.rPr.append(parse_xml(f'<w:lang {W} w:val="vi-VN"/>'))


def _head(document: Doc, number: str) -> None:
    grid = _bare(document, (70, 95))
    left, right = _row(grid), _row(grid)
    _cell(
        left[0],
        ("{%p for line in plan.head %}", 12, {}),
        ("{{ line }}", 12, {}),
        ("{%p endfor %}", 12, {}),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", 12, {"bold": True}),
    )
    _rule(left[0], Mm(22))
    _cell(
        left[1],
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, {"bold": True}),
        ("Độc lập - Tự do - Hạnh phúc", 13, {"bold": True}),
    )
    _rule(left[1], Mm(18))
    _cell(right[0], (f"Số:            {number}", 13, {}))
    _cell(right[1], ("{{ plan.place }}, ngày       tháng       năm            ", 13, {"italic": True}))


def _title(document: Doc, words: str) -> None:
    title = _looks(document.add_paragraph(), ALIGN.CENTER, size=14, bold=True, before=14, after=0)
    title.add_run("BÁO CÁO")
    _looks(document.add_paragraph(), ALIGN.CENTER, size=14, bold=True, after=0).add_run(words)
    _rule_paragraph(document.add_paragraph(), Mm(60))


def _signature(document: Doc, recipients: Sequence[str]) -> None:
    grid = _bare(document, (80, 85))
    left, right = _row(grid)
    _whole(grid.rows[0])
    _cell(
        left,
        ("Nơi nhận:", 12, {"bold": True, "italic": True}),
        *((line, 11, {}) for line in recipients),
        align=ALIGN.LEFT,
    )
    _cell(right, ("TRƯỞNG PHÒNG", 13, {"bold": True}), *[("", 13, {})] * 4)


def _appendix(document: Doc) -> None:
    title = _looks(document.add_paragraph(), ALIGN.CENTER, size=14, bold=True, after=0)
    title.paragraph_format.page_break_before = True
    title.add_run("PHỤ LỤC")
    _looks(document.add_paragraph(), ALIGN.CENTER, size=14, bold=True, after=0).add_run(
        "Nguồn của các số liệu trong báo cáo năm {{ year }}"
    )
    _looks(document.add_paragraph(), ALIGN.CENTER, size=13, italic=True).add_run(
        "(Kèm theo Báo cáo số       /BC-PGDĐT ngày     tháng     năm       của Phòng GDĐT)"
    )
    _text(document, "{{ basis }}", size=11)
    _table(
        document,
        "sources",
        ("TT", "Số liệu", "Cách tính", "Truy vấn, chỉ tiêu, thời hạn"),
        ("number", "figure", "counted", "query"),
        (9, 38, 87, 31),
        style="Source text of report",
    )


def _each(document: Doc, name: str) -> None:
    """A paragraph for every sentence of a list."""
    _tag(document, f"{{%p for line in {name} %}}")
    _text(document, "{{ line }}")
    _tag(document, "{%p endfor %}")


def _table(
    document: Doc,
    name: str,
    heads: Sequence[str],
    fields: Sequence[str],
    widths: Sequence[int],
    *,
    style: str = "Table text of report",
) -> None:
    """A table with a row for every entry of a list; its head is repeated on every page."""
    table = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    rows = [
        heads,
        [f"{{%tr for row in {name} %}}"],
        [f"{{{{ row.{field} }}}}" for field in fields],
        ["{%tr endfor %}"],
    ]
    words_columns = {
        "label",
        "title",
        "name",
        "limit",
        "source",
        "year",
        "target",
        "unit",
        "points",
        "figure",
        "counted",
        "query",
    }
    for place, words in enumerate(rows):
        row = table.add_row()
        _whole(row)
        if place == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for at, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[style]
            left = fields[at] in words_columns and place > 0
            paragraph.alignment = ALIGN.LEFT if left else ALIGN.CENTER
            run = paragraph.add_run(words[at] if at < len(words) else "")
            run.bold = place == 0
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _gap(document)


def _whole(row: Any) -> None:
    """The row stands on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _gap(document: Doc) -> None:
    """The white line between a table and what follows; without it two tables would be one."""
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _figure(document: Doc, name: str, caption: str) -> None:
    _looks(document.add_paragraph(), ALIGN.CENTER, size=12, after=0, keep=True).add_run(
        f"{{{{ chart.{name} }}}}"
    )
    _looks(document.add_paragraph(), ALIGN.CENTER, size=12, italic=True, after=8).add_run(caption)


def _caption(document: Doc, words: str) -> None:
    _looks(document.add_paragraph(), ALIGN.CENTER, size=12, bold=True, before=6, after=3, keep=True).add_run(
        words
    )


def _text(document: Doc, words: str, *, size: int = 0) -> Any:
    paragraph = document.add_paragraph(style="Body text of report")
    paragraph.add_run(words).font.size = Pt(size) if size else None
    return paragraph


def _close(document: Doc, words: str) -> None:
    """The last sentence, which no page parts from the signature."""
    form = _text(document, words).paragraph_format
    form.keep_with_next, form.space_after = True, Pt(10)


def _address(document: Doc, words: str) -> None:
    """To whom the letter goes."""
    _looks(document.add_paragraph(), ALIGN.CENTER, size=14, before=6, after=8).add_run(words)


def _to_complete(document: Doc, words: str, *, lines: int = 2, keep: bool = False) -> None:
    """Dotted lines that the office writes on; what they are for stands before them."""
    if words:
        _text(document, words).paragraph_format.keep_with_next = True
    for _ in range(lines):
        paragraph = document.add_paragraph("\t", style="Body text of report")
        paragraph.paragraph_format.keep_with_next = keep
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(165), TAB.RIGHT, LEADER.DOTS)


def _tag(document: Doc, tag: str) -> None:
    document.add_paragraph(tag, style="Table text of report")


def _looks(
    paragraph: Any,
    align: Any,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    before: int = 0,
    after: int = 4,
    keep: bool = False,
) -> Any:
    """A paragraph whose runs look like this: kept in the paragraph's own style of text."""
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
    add_run = paragraph.add_run

    def run(words: str) -> Any:
        made = add_run(words)
        made.font.size, made.bold, made.italic = Pt(size), bold, italic
        return made

    paragraph.add_run = run
    return paragraph


def _bare(document: Doc, widths: Sequence[int]) -> Any:
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tbl.tblPr.insert_element_before(
        parse_xml(
            f'<w:tblCellMar {W}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        ),
        "w:tblLook",
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _row(grid: Any) -> Any:
    cells = grid.add_row().cells
    for cell, column in zip(cells, grid.columns, strict=True):
        cell.width = column.width
    return cells


def _cell(cell: Any, *lines: tuple[str, int, dict[str, bool]], align: Any = ALIGN.CENTER) -> None:
    for place, (words, size, look) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _looks(paragraph, align, size=size, after=0, **look).add_run(words)


def _rule(cell: Any, indent: int) -> None:
    _rule_paragraph(cell.add_paragraph(), indent)


def _rule_paragraph(paragraph: Any, indent: int) -> None:
    """A short line: the lower border of an empty paragraph that is set in from both sides."""
    _looks(paragraph, ALIGN.CENTER, size=2, after=6).add_run("")
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = indent
    form.line_spacing = Pt(3)
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(f'<w:pBdr {W}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'),
        *("w:spacing", "w:ind", "w:jc", "w:rPr"),
    )


def _page_number(paragraph: Any) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {W} w:instr="PAGE"><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple>'
        )
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    district().save(str(folder / "bao-cao-nam.docx"))
    school().save(str(folder / "bao-cao-truong.docx"))
