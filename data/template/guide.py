"""The guide, the first sheet of every reporting workbook: names the sender and explains the sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from data.contract import Table
from data.intake.words import GUIDE
from data.template.sheets import BORDER, FONT, HEADER_FILL, PREFILLED_FILL
from data.words import HOME

SAMPLE_MARK = "DỮ LIỆU MẪU"

_TITLE = "SỔ SỐ LIỆU"

_HOW = (
    "Mỗi trang tính là một bảng; nhập từ dòng 2, mỗi dòng là một bản ghi. Bảng không phát sinh thì để trống.",
    "Không đổi tên trang tính, không sửa dòng tiêu đề, không thêm hoặc xoá cột. Dòng để trống được bỏ qua.",
    "Cột có dấu * phải ghi. Ô có danh sách thì bấm mũi tên để chọn; chọn một ô để xem cách ghi ô đó.",
    "Ngày ghi dd/mm/yyyy; thời điểm ghi dd/mm/yyyy hh:mm theo giờ Việt Nam, không bỏ phần giờ.",
    "Mục có/không: chọn Có hoặc Không trong danh sách; ghi x, 1 hoặc 0 cũng được.",
    "Không gộp ô, không ẩn dòng: mỗi dòng ghi đủ giá trị của mình. Dòng đã bỏ thì xoá, không gạch ngang.",
    "Số ghi liền, không kèm chữ hay đơn vị tính; tiền ghi bằng đồng. Không dùng công thức: dán dạng giá trị.",
    "Mã (hoạt động, vụ việc, vi phạm…) do đơn vị tự đặt, không trùng nhau; nên bắt đầu bằng mã trường.",
    "Gõ chữ bằng bảng mã Unicode. Lưu tệp dạng .xlsx, không đặt mật khẩu.",
)

_SCHOOL_ONLY = (
    "Mỗi sổ chỉ dùng cho một trường và một năm báo cáo; ghi xong gửi về Phòng Giáo dục và Đào tạo.",
    "Ngày nhận báo cáo do Phòng ghi. Sổ không có số liệu nào của năm là sổ trống, không tính là báo cáo.",
    "Gửi lại sổ thì số liệu của trường trong năm đó được thay toàn bộ, nên sổ gửi lại phải ghi đủ.",
)
_OFFICE_ONLY = (
    "Sổ này do Phòng lập: đơn vị hành chính, trường, dịch vụ, mạng lưới, kinh phí, việc của Phòng, kế hoạch.",
    "Bảng có ghi thì thay toàn bộ số liệu của Phòng ở bảng đó; bảng để trống thì giữ nguyên số liệu cũ.",
    "Các bảng của kế hoạch (từ Thông tin kế hoạch trở đi) đã ghi sẵn; không sửa thì kế hoạch giữ nguyên.",
    "Muốn đổi mức, thời hạn, kỳ báo cáo thì sửa ngay trên bảng đó và để nguyên các dòng còn lại.",
)

_PRIVACY = (
    "KHÔNG ghi họ tên, ngày sinh, lớp, địa chỉ, hình ảnh của trẻ em, gia đình hoặc người bị tố giác.",
    "KHÔNG ghi số điện thoại, thư điện tử, số căn cước, đường dẫn trang mạng; KHÔNG kể lại nội dung vụ việc.",
    "Vụ việc chỉ ghi mã, nhóm nguy cơ và các mốc thời gian. Hồ sơ vụ việc lưu tại đơn vị theo quy định.",
    "Khi trẻ em gặp nguy hiểm, gọi ngay Tổng đài 111 hoặc Công an; không chờ đến kỳ báo cáo.",
)


def add_guide(
    book: Workbook,
    identity: Sequence[tuple[str, object]],
    tables: Sequence[Table],
    words: Mapping[str, Sequence[tuple[str, str]]],
    *,
    office: bool,
    sample: bool,
    plan: str,
) -> None:
    """Add the guide sheet; `identity` are the labelled cells that name the sender.

    `words` are lists of (id, meaning) pairs by their heading; `plan` is the plan's
    short title, "" for none.
    """
    sheet = book.create_sheet(GUIDE.in_language(HOME), 0)
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 100
    if sample:
        _line(sheet, SAMPLE_MARK, bold=True, size=16, color="C00000")
    _line(sheet, " – ".join(filter(None, (_TITLE, plan.upper()))), bold=True, size=14)
    _line(sheet, "Thông tin đơn vị", bold=True, gap=True)
    for label, value in identity:
        _pair(sheet, label, value)
    _section(sheet, "Cách ghi", (*(_OFFICE_ONLY if office else _SCHOOL_ONLY), *_HOW))
    _section(sheet, "Bảo vệ thông tin của trẻ em", _PRIVACY, color="C00000")
    _add_legend(sheet)
    _line(sheet, "Các trang tính", bold=True, gap=True)
    for table in tables:
        _pair(sheet, table.label.in_language(HOME), table.note.in_language(HOME))
    for heading, pairs in words.items():
        _line(sheet, heading, bold=True, gap=True)
        for code, meaning in pairs:
            _pair(sheet, code, meaning)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _section(sheet: Worksheet, title: str, lines: Sequence[str], color: str = "000000") -> None:
    _line(sheet, title, bold=True, gap=True, color=color)
    for line in lines:
        _line(sheet, "– " + line)


def _add_legend(sheet: Worksheet) -> None:
    _line(sheet, "Màu của ô", bold=True, gap=True)
    _pair(sheet, "Nền xanh đậm", "Tiêu đề cột: không sửa")
    sheet.cell(sheet.max_row, 1).fill = HEADER_FILL
    sheet.cell(sheet.max_row, 1).font = Font(name=FONT, size=12, color="FFFFFF")
    _pair(sheet, "Nền xám", "Đã ghi sẵn: không sửa, chỉ ghi tiếp các ô bên phải")
    sheet.cell(sheet.max_row, 1).fill = PREFILLED_FILL
    _pair(sheet, "Nền trắng", "Ô để ghi")


def _line(
    sheet: Worksheet,
    text: str,
    *,
    bold: bool = False,
    size: int = 12,
    color: str = "000000",
    gap: bool = False,
) -> None:
    row = sheet.max_row + (2 if gap else 1) if sheet["A1"].value is not None else 1
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    cell = sheet.cell(row, 1, text)
    cell.font = Font(name=FONT, size=size, bold=bold, color=color)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    # The height of merged cells does not follow their text.
    sheet.row_dimensions[row].height = 17 * (1 + len(text) // 125) * size / 12


def _pair(sheet: Worksheet, label: str, value: object) -> None:
    row = sheet.max_row + 1
    for position, content in enumerate((label, value), 1):
        cell = sheet.cell(row, position, content)
        if cell.data_type == "f":
            cell.data_type = "s"
        cell.font = Font(name=FONT, size=12, bold=position == 1)
        cell.border = BORDER
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
