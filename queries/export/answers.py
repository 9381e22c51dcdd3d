"""The questions whose answers are handed on: columns, units and keys in the contract's own vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.contract import choices as c
from data.contract.kinds import Column, Kind, Label, Table

#: The groups in which a reader chooses files.
Shelf = Literal["indicators", "reports", "incidents", "tables", "plan"]

STATES: Mapping[str, Label] = {
    "value": Label("có giá trị", "a value"),
    "no_cases": Label("không phát sinh (0/0)", "no cases (0/0)"),
    "no_report": Label("trường không gửi báo cáo; không phải số 0", "no report came; not zero"),
    "not_applicable": Label("không áp dụng", "not applicable"),
    "masked": Label("đã che vì số nhỏ", "masked, a small count"),
}
_STATUS = {
    "met": Label("Đạt", "Met"),
    "near": Label("Gần đạt", "Nearly met"),
    "far": Label("Chưa đạt", "Not met"),
}
_REPORT = {
    "on_time": Label("Đúng hạn", "On time"),
    "late": Label("Trễ hạn", "Late"),
    "empty": Label("Đã nhận, sổ trống", "Received, empty"),
    "missing": Label("Chưa nhận, đã quá hạn", "Missing, past due"),
    "not_due": Label("Chưa đến hạn", "Not yet due"),
}
_CLOCK_STATES = {
    "on_time": Label("Trong hạn", "On time"),
    "late": Label("Trễ hạn", "Late"),
    "running": Label("Đang chạy", "Running"),
    "overdue": Label("Quá hạn", "Overdue"),
    "not_started": Label("Chưa bắt đầu", "Not started"),
    "ended_otherwise": Label("Kết thúc khác", "Ended otherwise"),
    "no_rule": Label("Không có định mức", "No rule"),
    "invalid": Label("Không hợp lệ", "Invalid"),
}
_SIGNALS = {
    "outside": Label("Ngoài giới hạn", "Outside the limits"),
    "run": Label("7 tháng liền một phía", "7 on one side"),
    "trend": Label("7 tháng liền tăng hoặc giảm", "7 rising or falling"),
    "two_of_three": Label("2 trong 3 tháng gần giới hạn", "2 of 3 near a limit"),
}
_SUBJECTS = {
    "incident": Label("Vụ việc", "Incident"),
    "removal": Label("Yêu cầu gỡ bỏ", "Removal"),
    "violation": Label("Vi phạm", "Violation"),
    "report": Label("Báo cáo", "Report"),
}
_UNITS = {
    "percent": Label("phần trăm", "percent"),
    "count": Label("số lượng", "count"),
    "vnd": Label("đồng", "đồng"),
}


@dataclass(frozen=True)
class Answer:
    """One file of answers: the question asked, with which parameters, and what its columns are.

    `masked_when_empty` are counts that are never empty but where they are masked, in an answer without a
    column for the state. `of_masked`: it tells of masked counts only, and there are none inside.
    """

    table: Table
    question: str
    shelf: Shelf
    params: Mapping[str, str] = field(default_factory=dict)
    masked_when_empty: tuple[str, ...] = ()
    of_masked: bool = False


def _col(
    name: str,
    kind: Kind,
    vi: str,
    en: str,
    *,
    allowed: Mapping[str, Label] | None = None,
    unit: str = "",
    low: float | None = None,
    required: bool = False,
    note: Label | None = None,
) -> Column:
    return Column(name, kind, Label(vi, en), required, allowed or {}, unit, low, note=note)


_EMPTY = Label("Trống: đã che vì số nhỏ", "Empty: masked, a small count")
_EVERY_YEAR = Label("Trống: các năm đã chọn gộp lại", "Empty: the chosen years together")
_SCHOOL = _col(
    "school_id",
    "id",
    "Mã trường (office: phòng GDĐT)",
    "School id (office: the education office)",
    required=True,
)
_YEAR = _col("year", "integer", "Năm", "Year", required=True)
_GROUP = _col("group", "id", "Nhóm", "Group", required=True)
_STATE = _col(
    "state", "choice", "Trạng thái của giá trị", "State of the value", allowed=STATES, required=True
)
_VALUE = (
    _col("numerator", "integer", "Tử số", "Numerator", low=0),
    _col("denominator", "integer", "Mẫu số", "Denominator", low=0),
    _col("value", "decimal", "Giá trị", "Value", low=0, unit="%, số lượng hoặc đồng (xem definitions)"),
    _STATE,
    _col("target", "decimal", "Mục tiêu", "Target"),
    _col("target_source", "choice", "Nguồn mục tiêu", "Source of the target", allowed=c.TARGET_SOURCE),
    _col("status", "choice", "Đối chiếu mục tiêu", "Against the target", allowed=_STATUS),
)
_RANGE = (
    _col("value_least", "decimal", "Giá trị ít nhất khi bị che", "Least that a masked value can be", low=0),
    _col("value_most", "decimal", "Giá trị nhiều nhất khi bị che", "Most that a masked value can be", low=0),
)
_NO_BOUND = Label("Trống: không có giới hạn", "Empty: there is no bound")
_BOUNDS = (
    _col(
        "unknown",
        "integer",
        "Chưa rõ: số trường, học sinh, lớp hoặc người của các trường chưa có thông tin",
        "Not known: schools, pupils, classes or staff of the schools of which nothing is known",
        low=0,
        note=Label("Trống: không rõ là bao nhiêu", "Empty: nothing tells how many"),
    ),
    _col(
        "lower",
        "decimal",
        "Giá trị thấp nhất: phần chưa rõ đều chưa thực hiện",
        "Lowest value: all that is not known has failed",
        low=0,
        note=_NO_BOUND,
    ),
    _col(
        "upper",
        "decimal",
        "Giá trị cao nhất: phần chưa rõ đều đã thực hiện",
        "Highest value: all that is not known has succeeded",
        low=0,
        note=_NO_BOUND,
    ),
)
_INDICATOR = _col("indicator", "id", "Chỉ tiêu", "Indicator", required=True)
_CASES = ("on_time", "late", "running", "overdue", "ended_otherwise")
_BY = {
    "commune": Label("xã trước sắp xếp", "commune before units changed"),
    "unit_2025": Label("đơn vị sau sắp xếp", "unit since units changed"),
    "level": Label("cấp học", "level"),
    "year": Label("năm", "year"),
    "school": Label("trường", "school"),
    "category": Label("nhóm nguy cơ", "category"),
    "platform": Label("nền tảng", "platform"),
    "intake": Label("nơi tiếp nhận", "intake channel"),
    "severity": Label("mức độ", "severity"),
    "age_band": Label("nhóm tuổi", "age band"),
}


def _rollup(by: str) -> Answer:
    words = _BY.get(by)
    label = Label("Chỉ tiêu toàn huyện", "Indicators of the whole district")
    if words:
        label = Label(f"Chỉ tiêu theo {words.vi}", f"Indicators by {words.en}")
    note = Label("Tử số và mẫu số được cộng rồi mới chia", "Numerators and denominators added, then divided")
    columns = (_GROUP, _YEAR, _INDICATOR, *_VALUE, *_RANGE, *_BOUNDS)
    table = Table(f"indicator_rollup_{by}", label, note, ("group", "year", "indicator"), columns)
    return Answer(table, "indicator_rollup", "indicators", {"by": by})


def _definitions(lang: str) -> Answer:
    label = Label(
        f"Định nghĩa chỉ tiêu ({'tiếng Anh' if lang == 'en' else 'tiếng Việt'})",
        f"Definitions of the indicators ({'English' if lang == 'en' else 'Vietnamese'})",
    )
    columns = (
        _INDICATOR,
        _col("title_vi", "text", "Tên (tiếng Việt)", "Title (Vietnamese)", required=True),
        _col("title_en", "text", "Tên (tiếng Anh)", "Title (English)", required=True),
        _col("plan", "text", "Mục trong kế hoạch", "Plan paragraphs"),
        _col("unit", "choice", "Đơn vị của giá trị", "Unit of the value", allowed=_UNITS, required=True),
        _col("polarity", "text", "Chiều tốt", "Better is"),
        _col("numerator_text", "text", "Tử số đếm gì", "What the numerator counts"),
        _col("denominator_text", "text", "Mẫu số đếm gì", "What the denominator counts"),
        _col("note", "text", "Ghi chú", "Note"),
    )
    note = Label("Mỗi dòng là một chỉ tiêu", "One indicator")
    table = Table(f"definitions_{lang}", label, note, ("indicator",), columns)
    return Answer(table, "definitions", "indicators", {"lang": lang})


def _clock_rates(by: str) -> Answer:
    words = _BY[by]
    names = ("Trong hạn", "Trễ hạn", "Đang chạy", "Quá hạn", "Kết thúc khác")
    english = ("On time", "Late", "Running", "Overdue", "Ended otherwise")
    counts = [
        _col(name, "integer", vi, en, unit="trường hợp", low=0, note=_EMPTY)
        for name, vi, en in zip(_CASES, names, english, strict=True)
    ]
    rate = _col("rate", "decimal", "Tỷ lệ trong hạn", "Rate on time", unit="%", low=0, note=Label(
        "Trống: không có trường hợp nào đến hạn, hoặc dựa trên số đã che",
        "Empty: nothing fell due, or it rests on a masked count"))  # fmt: skip
    # A case without a school is nobody's, so that its group has no name.
    group = _col("group", "id", "Nhóm", "Group", required=by != "school")
    columns = (
        group,
        _col("clock", "choice", "Thời hạn", "Clock", allowed=c.CLOCK, required=True),
        *counts,
        rate,
    )
    label = Label(f"Tỷ lệ xử lý trong hạn theo {words.vi}", f"Rates on time by {words.en}")
    note = Label("Mỗi dòng là một nhóm và một thời hạn", "One group and clock")
    table = Table(
        f"clock_rates_{by}", label, note, ("group", "clock") if by != "school" else (), tuple(columns)
    )
    return Answer(table, "clock_rates", "incidents", {"by": by}, _CASES)


def _groups(by: str) -> Answer:
    words = _BY[by]
    columns = (
        _GROUP,
        _col("axis", "choice", "Trục 4C", "4C axis", allowed=c.AXIS),
        _col("year", "integer", "Năm", "Year", note=_EVERY_YEAR),
        _col("incidents", "integer", "Số vụ việc", "Incidents", unit="vụ", low=0),
        _col("children", "integer", "Số trẻ em", "Children", unit="trẻ em", low=0),
        _col("share", "decimal", "Tỷ trọng trong năm", "Share of the year", unit="%", low=0),
        _STATE,
        _col("partial", "flag", "Không đủ năm (1/0)", "Part-year (1/0)"),
    )
    label = Label(f"Vụ việc theo {words.vi}", f"Incidents by {words.en}")
    note = Label(
        "Mỗi dòng là một nhóm trong một năm của kế hoạch; dòng có năm trống: các năm đã chọn gộp lại",
        "One group in one year of the plan; rows with an empty year: the chosen years together",
    )
    return Answer(
        Table(f"incident_groups_{by}", label, note, (), columns), "incident_groups", "incidents", {"by": by}
    )


_INDICATOR_VALUES = Answer(
    Table(
        "indicator_values",
        Label("Chỉ tiêu theo trường và năm", "Indicators by school and year"),
        Label("Mỗi dòng là một chỉ tiêu của một trường trong một năm", "One indicator, school and year"),
        ("school_id", "year", "indicator"),
        (_SCHOOL, _YEAR, _INDICATOR, *_VALUE, *_BOUNDS),
    ),
    "indicator_values",
    "indicators",
)

_REPORT_STATES = Answer(
    Table(
        "report_states",
        Label("Báo cáo 30/11 theo trường và năm", "Yearly reports by school and year"),
        Label("Mỗi dòng là một báo cáo phải gửi", "One report that is expected"),
        ("school_id", "year"),
        (
            _SCHOOL,
            _YEAR,
            _col("due_on", "date", "Hạn gửi", "Due on", required=True),
            _col("submitted_on", "date", "Ngày nhận", "Received on"),
            _col("state", "choice", "Tình trạng", "State", allowed=_REPORT, required=True),
            _col("days_late", "integer", "Số ngày trễ", "Days late", unit="ngày", low=1),
        ),
    ),
    "reports",
    "reports",
)

_MONTHS = Answer(
    Table(
        "incident_months",
        Label("Vụ việc theo tháng", "Incidents by month"),
        Label(
            "Mỗi dòng là một tháng đã hết; giới hạn Poisson chỉ có trong bản nội bộ",
            "One month that is over; Poisson limits in the internal tier only",
        ),
        ("month",),
        (
            _col("month", "date", "Tháng (ngày đầu)", "Month (its first day)", required=True),
            _col("incidents", "integer", "Số vụ việc", "Incidents", unit="vụ", low=0, note=_EMPTY),
            _col("pupils", "integer", "Học sinh của các trường đang mở", "Pupils of open schools", low=0),
            _col("rate", "decimal", "Tỷ suất", "Rate", unit="vụ/1.000 học sinh", low=0),
            _col("centre", "decimal", "Đường giữa", "Centre", unit="vụ/1.000 học sinh", low=0),
            _col("lower", "decimal", "Giới hạn dưới 99,8%", "Lower limit 99.8%", unit="vụ/1.000 học sinh"),
            _col("upper", "decimal", "Giới hạn trên 99,8%", "Upper limit 99.8%", unit="vụ/1.000 học sinh"),
            _col("signal", "choice", "Tín hiệu", "Signal", allowed=_SIGNALS),
        ),
    ),
    "incident_months",
    "incidents",
    masked_when_empty=("incidents",),
)

_RANGES = Answer(
    Table(
        "ranges",
        Label("Khoảng của các số đã che", "Ranges of masked counts"),
        Label(
            "Mỗi dòng là một số đã che của toàn huyện trong một năm; không có dòng nào trong bản nội bộ",
            "One masked count of the whole district in one year; no row in the internal tier",
        ),
        (),
        (
            _col("measure", "id", "Bảng", "Table", required=True),
            _col("part", "id", "Phần", "Part", required=True),
            _col("year", "integer", "Năm", "Year", note=_EVERY_YEAR),
            _col("least", "integer", "Ít nhất", "Least", low=0, required=True),
            _col("most", "integer", "Nhiều nhất", "Most", low=0, note=Label(
                "Trống: không biết nhiều nhất là bao nhiêu", "Empty: there is no upper bound")),
        ),
    ),
    "ranges",
    "incidents",
    of_masked=True,
)  # fmt: skip

_CLOCKS = Answer(
    Table(
        "clocks",
        Label("Từng trường hợp và thời hạn", "Every case and clock"),
        Label("Mỗi dòng là một trường hợp và một thời hạn", "One case and clock"),
        ("subject", "subject_id", "clock"),
        (
            _col("subject", "choice", "Loại", "Kind of case", allowed=_SUBJECTS, required=True),
            _col("subject_id", "id", "Mã", "Id", required=True),
            _col("school_id", "id", "Mã trường", "School id"),
            _col("year", "integer", "Năm", "Year"),
            _col("clock", "choice", "Thời hạn", "Clock", allowed=c.CLOCK, required=True),
            _col("started_at", "moment", "Bắt đầu lúc", "Started at"),
            _col("stopped_at", "moment", "Dừng lúc", "Stopped at"),
            _col("due_at", "moment", "Đến hạn lúc", "Due at"),
            _col("state", "choice", "Tình trạng", "State", allowed=_CLOCK_STATES, required=True),
            _col("hours_taken", "decimal", "Thời gian xử lý", "Time taken", unit="giờ", low=0),
            _col("limit", "integer", "Định mức", "Limit"),
            _col("unit", "choice", "Đơn vị của định mức", "Unit of the limit", allowed=c.LIMIT_UNIT),
            _col("source", "choice", "Nguồn", "Source", allowed=c.DEADLINE_SOURCE),
            _col("basis", "text", "Căn cứ", "Basis"),
        ),
    ),
    "clocks",
    "incidents",
)

_DICTIONARY = Answer(
    Table(
        "dictionary",
        Label("Từ điển dữ liệu", "Data dictionary"),
        Label("Mỗi dòng là một cột của một bảng gốc", "One column of one of the contract's tables"),
        ("table_name", "column_name"),
        (
            _col("table_name", "id", "Bảng", "Table", required=True),
            _col("column_name", "id", "Cột", "Column", required=True),
            _col("type", "text", "Kiểu", "Type", required=True),
            _col("required", "flag", "Bắt buộc (1/0)", "Required (1/0)", required=True),
            _col("in_key", "flag", "Thuộc khoá (1/0)", "In the key (1/0)", required=True),
            _col("unit", "text", "Đơn vị", "Unit"),
            _col("allowed", "text", "Giá trị cho phép", "Allowed values"),
            _col("refers", "text", "Tham chiếu đến", "Refers to"),
            _col("privacy", "text", "Mức bảo mật", "Privacy class", required=True),
            _col("table_vi", "text", "Tên bảng (tiếng Việt)", "Table (Vietnamese)"),
            _col("table_en", "text", "Tên bảng (tiếng Anh)", "Table (English)"),
            _col("label_vi", "text", "Tên cột (tiếng Việt)", "Column (Vietnamese)"),
            _col("label_en", "text", "Tên cột (tiếng Anh)", "Column (English)"),
        ),
    ),
    "dictionary",
    "plan",
)

#: Every file of answers by its name.
ANSWERS: Mapping[str, Answer] = {
    answer.table.name: answer
    for answer in (
        _INDICATOR_VALUES,
        *map(_rollup, ("district", "commune", "unit_2025", "level")),
        *map(_definitions, ("vi", "en")),
        _REPORT_STATES,
        _MONTHS,
        _RANGES,
        *map(_groups, ("category", "platform", "intake", "severity", "age_band")),
        *map(_clock_rates, ("year", "school", "category", "severity")),
        _CLOCKS,
        _DICTIONARY,
    )
}
