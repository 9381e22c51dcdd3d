"""The plan as data: its name and years, periods, goals, targets, deadlines, assumptions, tasks.

The office sends these tables like any other; the first ones, those of the sample's plan, lie in data/plan/.
"""

from __future__ import annotations

from data.contract import choices as c
from data.contract.kinds import Column, Label, Table


def _labels(
    what_vi: str, what_en: str, prefix: str = "label", *, required: bool = True
) -> tuple[Column, Column]:
    return (
        Column(
            f"{prefix}_vi",
            "text",
            Label(f"{what_vi} (tiếng Việt)", f"{what_en} (Vietnamese)"),
            required=required,
            privacy="public",
        ),
        Column(
            f"{prefix}_en",
            "text",
            Label(f"{what_vi} (tiếng Anh)", f"{what_en} (English)"),
            required=required,
            privacy="public",
        ),
    )


def _day(name: str, vi: str, en: str, *, required: bool = True) -> Column:
    # The plan reaches beyond any day that the data describe.
    return Column(name, "date", Label(vi, en), required=required, privacy="public", may_be_future=True)


def _text(name: str, vi: str, en: str, *, required: bool = True) -> Column:
    return Column(name, "text", Label(vi, en), required=required, privacy="public")


def _year(name: str, vi: str, en: str) -> Column:
    return Column(name, "integer", Label(vi, en), required=True, low=2000, high=2100, privacy="public")


_YEAR = _year("year", "Năm", "Year")
_INDICATOR = Column(
    "indicator",
    "id",
    Label("Chỉ tiêu", "Indicator"),
    required=True,
    privacy="public",
)
_PARAGRAPH = Column(
    "paragraph",
    "id",
    Label("Mục trong kế hoạch", "Plan paragraph"),
    required=True,
    privacy="public",
)


PLAN = Table(
    "plan",
    Label("Thông tin kế hoạch", "The plan"),
    Label(
        "Một dòng duy nhất: tên, số, cơ quan, địa bàn và các năm của kế hoạch",
        "One single row: the plan's name, number, bodies, district and years",
    ),
    ("number",),
    (
        _text("number", "Số, ký hiệu", "Number"),
        _day("dated", "Ngày ban hành", "Dated"),
        *_labels("Tên kế hoạch", "Title", "title"),
        *_labels("Tên gọi ngắn", "Short title", "short_title"),
        _text("issuing_body", "Cơ quan ban hành", "Issuing body"),
        _text("receiving_body", "Cơ quan nhận báo cáo", "Receiving body"),
        _text("basis", "Văn bản của cấp trên", "Superior decision", required=False),
        _text("district", "Địa bàn", "District"),
        _text("place", "Nơi ghi trên văn bản", "Place named in letters"),
        _year("first_year", "Năm đầu", "First year"),
        _year("last_year", "Năm cuối", "Last year"),
        Column(
            "units_from",
            "date",
            Label("Ngày sắp xếp đơn vị hành chính", "Units changed on"),
            privacy="public",
            may_be_future=True,
            note=Label(
                "Từ ngày này trường thuộc mã xã mới; để trống khi địa bàn không sắp xếp",
                "From this day on a school belongs to its new unit; leave empty when no units changed",
            ),
        ),
    ),
    senders=("office",),
)

PERIODS = Table(
    "periods",
    Label("Kỳ báo cáo", "Periods"),
    Label("Mỗi dòng là một năm của kế hoạch", "One year of the plan"),
    ("year",),
    (
        _YEAR,
        _day("starts_on", "Từ ngày", "Starts on"),
        _day("ends_on", "Đến hết ngày", "Ends on"),
        _day("report_due_on", "Hạn gửi báo cáo", "Report due on"),
    ),
    senders=("office",),
)

PARAGRAPHS = Table(
    "paragraphs",
    Label("Các mục của kế hoạch", "Plan paragraphs"),
    Label(
        "Mỗi dòng là một mục của kế hoạch, tóm tắt ngắn",
        "One paragraph of the plan, in a short label",
    ),
    ("paragraph",),
    (
        _PARAGRAPH,
        *_labels("Tóm tắt", "Short label"),
        # For a paragraph that no indicator names: why nothing measures it.
        *_labels("Lý do không đo", "Why not measured", "unmeasured", required=False),
    ),
    senders=("office",),
)

GOALS = Table(
    "goals",
    Label("Mục tiêu", "Goals"),
    Label(
        "Bốn mục tiêu cụ thể và chỉ tiêu đo từng mục tiêu",
        "The four specific goals and the indicator of each",
    ),
    ("paragraph",),
    (
        _PARAGRAPH,
        _INDICATOR,
        *_labels("Mục tiêu", "Goal"),
        *_labels("Cách gọi chỉ tiêu", "How the plan puts it", "aim"),
    ),
    senders=("office",),
)

TARGETS = Table(
    "targets",
    Label("Chỉ tiêu được giao", "Targets"),
    Label(
        "Mỗi dòng là mức phải đạt của một chỉ tiêu trong một năm",
        "What one indicator must reach in one year",
    ),
    ("indicator", "year"),
    (
        _INDICATOR,
        Column(
            "year",
            "integer",
            Label("Năm", "Year"),
            required=True,
            low=2000,
            high=2100,
            refers="periods.year",
            privacy="public",
        ),
        Column(
            "value",
            "decimal",
            Label("Mức phải đạt", "Value"),
            required=True,
            low=0,
            privacy="public",
        ),
        Column(
            "source",
            "choice",
            Label("Nguồn", "Source"),
            required=True,
            allowed=c.TARGET_SOURCE,
            privacy="public",
        ),
    ),
    senders=("office",),
)

DEADLINES = Table(
    "deadlines",
    Label("Thời hạn", "Deadlines"),
    Label("Mỗi dòng là thời hạn của một việc trong một thời kỳ", "One clock's limit during one period"),
    ("clock", "valid_from"),
    (
        Column(
            "clock",
            "choice",
            Label("Việc", "Clock"),
            required=True,
            allowed=c.CLOCK,
            privacy="public",
        ),
        Column(
            "limit",
            "integer",
            Label("Thời hạn", "Limit"),
            required=True,
            low=0,
            high=10_000,
            privacy="public",
        ),
        Column(
            "unit",
            "choice",
            Label("Đơn vị tính", "Unit"),
            required=True,
            allowed=c.LIMIT_UNIT,
            privacy="public",
        ),
        _day("valid_from", "Áp dụng từ ngày", "Valid from"),
        _day("valid_to", "Áp dụng đến hết ngày", "Valid to", required=False),
        Column("basis", "text", Label("Căn cứ", "Basis"), required=True, privacy="public"),
        Column(
            "source",
            "choice",
            Label("Nguồn", "Source"),
            required=True,
            allowed=c.DEADLINE_SOURCE,
            privacy="public",
        ),
    ),
    senders=("office",),
)

ASSUMPTIONS = Table(
    "assumptions",
    Label("Giả định", "Assumptions"),
    Label("Mỗi dòng là một lựa chọn mà kế hoạch để ngỏ", "One choice that the plan leaves open"),
    ("assumption",),
    (
        Column("assumption", "id", Label("Giả định", "Assumption"), required=True, privacy="public"),
        Column("value", "decimal", Label("Giá trị", "Value"), required=True, low=0, privacy="public"),
        Column("unit", "text", Label("Đơn vị tính", "Unit"), required=True, privacy="public"),
        *_labels("Tên gọi", "Name"),
        *_labels("Lý do", "Reason", "reason"),
    ),
    senders=("office",),
)

TASKS = Table(
    "tasks",
    Label("Nhiệm vụ", "Tasks"),
    Label("Mỗi dòng là một nhiệm vụ và đơn vị chủ trì", "One task and who owns it"),
    ("paragraph", "owner"),
    (
        Column(
            "paragraph",
            "id",
            Label("Mục trong kế hoạch", "Plan paragraph"),
            required=True,
            refers="paragraphs.paragraph",
            privacy="public",
        ),
        *_labels("Nhiệm vụ", "Task"),
        Column(
            "owner",
            "choice",
            Label("Đơn vị chủ trì", "Owner"),
            required=True,
            allowed=c.TASK_OWNER,
            privacy="public",
        ),
    ),
    senders=("office",),
)

REBASES = Table(
    "rebases",
    Label("Mốc tính lại đường giữa", "Rebases"),
    Label(
        "Mỗi dòng là một ngày mà từ đó đường giữa của biểu đồ vụ việc được tính lại, và lý do",
        "One day from which the centre line of the incident charts is computed anew, and why",
    ),
    ("date",),
    (_day("date", "Từ ngày", "From date"), *_labels("Lý do", "Reason", "reason")),
    senders=("office",),
)

DAYS_OFF = Table(
    "days_off",
    Label("Ngày nghỉ và ngày làm bù", "Days off"),
    Label(
        "Mỗi dòng là một ngày mà lịch làm việc khác với ngày thường, và căn cứ",
        "One day on which the working calendar differs, and by what decision",
    ),
    ("day",),
    (
        _day("day", "Ngày", "Day"),
        Column("working", "flag", Label("Làm việc", "Working"), required=True, privacy="public"),
        Column("basis", "text", Label("Căn cứ", "Basis"), required=True, privacy="public"),
    ),
    senders=("office",),
)

PLAN_TABLES: tuple[Table, ...] = (
    PLAN,
    PERIODS,
    PARAGRAPHS,
    GOALS,
    TARGETS,
    DEADLINES,
    ASSUMPTIONS,
    TASKS,
    REBASES,
    DAYS_OFF,
)
