"""The questions whose answers are files of the ZIP, with their groups and parameters.

The headers of the questions declare the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.contract.kinds import Label, Table
from queries import question

#: The groups in which a reader chooses files.
Shelf = Literal["indicators", "reports", "incidents", "tables", "plan"]


@dataclass(frozen=True)
class Answer:
    """One file with an answer: the question, its parameters, and its columns.

    `masked_when_empty` are counts that are empty only where they are masked, in an answer without a
    column for the state. `of_masked`: all rows are about masked counts, so the internal tier has none.
    """

    table: Table
    question: str
    shelf: Shelf
    params: Mapping[str, str] = field(default_factory=dict)
    masked_when_empty: tuple[str, ...] = ()
    of_masked: bool = False


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


def _table(name: str, query: str, label: Label, note: Label) -> Table:
    """The file `name` with the columns that the question declares."""
    declared = question(query)
    columns = tuple(column.in_contract() for column in declared.columns)
    return Table(name, "answers", label, note, declared.key, columns)


def _rollup(by: str) -> Answer:
    words = _BY.get(by)
    label = Label("Chỉ tiêu toàn huyện", "Indicators of the whole district")
    if words:
        label = Label(f"Chỉ tiêu theo {words.vi}", f"Indicators by {words.en}")
    note = Label("Tử số và mẫu số được cộng rồi mới chia", "Numerators and denominators added, then divided")
    table = _table(f"indicator_rollup_{by}", "indicator_rollup", label, note)
    return Answer(table, "indicator_rollup", "indicators", {"by": by})


def _definitions(lang: str) -> Answer:
    label = Label(
        f"Định nghĩa chỉ tiêu ({'tiếng Anh' if lang == 'en' else 'tiếng Việt'})",
        f"Definitions of the indicators ({'English' if lang == 'en' else 'Vietnamese'})",
    )
    note = Label("Mỗi dòng là một chỉ tiêu", "One indicator")
    table = _table(f"definitions_{lang}", "definitions", label, note)
    return Answer(table, "definitions", "indicators", {"lang": lang})


def _clock_rates(by: str) -> Answer:
    words = _BY[by]
    label = Label(f"Tỷ lệ xử lý đúng hạn theo {words.vi}", f"Rates on time by {words.en}")
    note = Label("Mỗi dòng là một nhóm và một loại thời hạn", "One group and clock")
    table = _table(f"clock_rates_{by}", "clock_rates", label, note)
    return Answer(table, "clock_rates", "incidents", {"by": by}, _CASES)


def _groups(by: str) -> Answer:
    words = _BY[by]
    label = Label(f"Vụ việc theo {words.vi}", f"Incidents by {words.en}")
    note = Label(
        "Mỗi dòng là một nhóm trong một năm của kế hoạch; dòng có năm trống: các năm đã chọn gộp lại",
        "One group in one year of the plan; rows with an empty year: the chosen years together",
    )
    table = _table(f"incident_groups_{by}", "incident_groups", label, note)
    return Answer(table, "incident_groups", "incidents", {"by": by})


_INDICATOR_VALUES = Answer(
    _table(
        "indicator_values",
        "indicator_values",
        Label("Chỉ tiêu theo trường và năm", "Indicators by school and year"),
        Label("Mỗi dòng là một chỉ tiêu của một trường trong một năm", "One indicator, school and year"),
    ),
    "indicator_values",
    "indicators",
)

_REPORT_STATES = Answer(
    _table(
        "report_states",
        "reports",
        Label("Báo cáo 30/11 theo trường và năm", "Yearly reports by school and year"),
        Label("Mỗi dòng là một báo cáo phải gửi", "One report that is expected"),
    ),
    "reports",
    "reports",
)

_MONTHS = Answer(
    _table(
        "incident_months",
        "incident_months",
        Label("Vụ việc theo tháng", "Incidents by month"),
        Label(
            "Mỗi dòng là một tháng đã hết; giới hạn Poisson chỉ có trong bản nội bộ",
            "One month that is over; Poisson limits in the internal tier only",
        ),
    ),
    "incident_months",
    "incidents",
    masked_when_empty=("incidents",),
)

_YEARS = Answer(
    _table(
        "incident_years",
        "incident_years",
        Label("Vụ việc theo năm", "Incidents by year"),
        Label(
            "Mỗi dòng là một năm của kế hoạch; dòng có năm trống: các năm đã chọn gộp lại",
            "One year of the plan; the row with an empty year: the chosen years together",
        ),
    ),
    "incident_years",
    "incidents",
)

_RANGES = Answer(
    _table(
        "ranges",
        "ranges",
        Label("Khoảng của các số đã che", "Ranges of masked counts"),
        Label(
            "Mỗi dòng là một số đã che của toàn huyện trong một năm; không có dòng nào trong bản nội bộ",
            "One masked count of the whole district in one year; no row in the internal tier",
        ),
    ),
    "ranges",
    "incidents",
    of_masked=True,
)

_CLOCKS = Answer(
    _table(
        "clocks",
        "clocks",
        Label("Từng trường hợp và thời hạn", "Every case and clock"),
        Label("Mỗi dòng là một trường hợp và một loại thời hạn", "One case and clock"),
    ),
    "clocks",
    "incidents",
)

_DICTIONARY = Answer(
    _table(
        "dictionary",
        "dictionary",
        Label("Từ điển dữ liệu", "Data dictionary"),
        Label("Mỗi dòng là một cột của một bảng gốc", "One column of one of the contract's tables"),
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
        _YEARS,
        _MONTHS,
        _RANGES,
        *map(_groups, ("category", "platform", "intake", "severity", "age_band")),
        *map(_clock_rates, ("year", "school", "category", "severity")),
        _CLOCKS,
        _DICTIONARY,
    )
}
