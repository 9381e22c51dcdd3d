"""What checking must catch, cell by cell, row by row, and by sense – each with a real file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from data.contract import TABLES
from data.intake.words import clean
from data.problems import Problem
from data.publish import check, publish
from data.store import Store
from tests.given import files
from tests.given.world import AS_OF, Row, World, numbered, world, write_csvs, write_workbook

#: A table, what the spoilt first row says, the message's code, the column that the message names.
Case = tuple[str, Row, str, str]

SPOILT: list[Case] = [
    # Cells: type, range, allowed value, required
    ("enrolment", {"pupils": "abc"}, "not_a_number", "pupils"),
    ("enrolment", {"pupils": "-1"}, "too_small", "pupils"),
    ("enrolment", {"grade": "10"}, "too_large", "grade"),
    ("enrolment", {"pupils": ""}, "required", "pupils"),
    ("enrolment", {"pupils": "1,5"}, "decimal_comma", "pupils"),
    ("enrolment", {"pupils": "1.5"}, "not_whole", "pupils"),
    ("funding", {"planned_vnd": "9.000.000"}, "thousand_marks", "planned_vnd"),
    ("funding", {"planned_vnd": "9,000,000"}, "thousand_marks", "planned_vnd"),
    ("incidents", {"category": "theft"}, "not_allowed", "category"),
    ("incidents", {"reopened": "2"}, "not_flag", "reopened"),
    ("activities", {"topics": "internet_social;cooking"}, "not_allowed", "topics"),
    ("activities", {"activity_id": "hoạt động 1"}, "not_id", "activity_id"),
    ("services", {"name": "x" * 201}, "too_long", "name"),
    # Cells: dates
    ("activities", {"held_on": "2024-25-03"}, "day_month_swapped", "held_on"),
    ("activities", {"held_on": "03/25/2024"}, "day_month_swapped", "held_on"),
    ("activities", {"held_on": "05/03/24"}, "two_digit_year", "held_on"),
    ("activities", {"held_on": "05/03/2024"}, "date_not_iso", "held_on"),
    ("activities", {"held_on": "2024-02-30"}, "no_such_day", "held_on"),
    ("activities", {"held_on": "tháng ba"}, "not_a_date", "held_on"),
    ("activities", {"held_on": "45356"}, "excel_serial", "held_on"),
    ("activities", {"held_on": "1900-01-05"}, "year_1900", "held_on"),
    ("schools", {"opened_on": "1900-02-29"}, "no_such_day", "opened_on"),
    ("schools", {"opened_on": "1899-12-30"}, "year_1900", "opened_on"),
    ("schools", {"opened_on": "1905-07-16"}, "year_1900", "opened_on"),  # 2024, formatted as a date
    ("schools", {"opened_on": "0202-03-05"}, "too_far_back", "opened_on"),
    ("activities", {"held_on": "2026-01-05"}, "after_as_of", "held_on"),
    ("activities", {"held_on": "2021-09-23"}, "outside_programme", "held_on"),
    ("incidents", {"received_at": "2024-03-06"}, "no_time", "received_at"),
    ("incidents", {"received_at": "2024-03-06T02:00:00Z"}, "other_zone", "received_at"),
    ("incidents", {"received_at": "2024-03-06 09:00+08:00"}, "other_zone", "received_at"),
    # Rows
    ("activities", {"school_id": "T9"}, "unknown_reference", "school_id"),
    ("enrolment", {"year": "2030"}, "unknown_reference", "year"),
    ("service_use", {"service_id": "DV-9"}, "unknown_reference", "service_id"),
    ("schools", {"commune_code": "99999"}, "unknown_reference", "commune_code"),
    ("removals", {"incident_id": "VV-9"}, "unknown_reference", "incident_id"),
    ("removals", {"incident_id": ""}, "required", "incident_id"),
    ("office_actions", {"plan_ref": "IX.9"}, "unknown_reference", "plan_ref"),
    # Sense
    ("incidents", {"referred_at": "2024-03-06 08:59"}, "stop_before_start", "referred_at"),
    ("incidents", {"assessed_at": "2024-03-05 08:59"}, "stop_before_start", "assessed_at"),
    ("incidents", {"emergency_measure_at": "2024-03-06 08:59"}, "stop_before_start", "emergency_measure_at"),
    ("incidents", {"plan_issued_at": "2023-03-06 09:00"}, "stop_before_start", "plan_issued_at"),
    ("incidents", {"support_started_at": "2024-03-06 10:59"}, "stop_before_start", "support_started_at"),
    ("incidents", {"closed_at": "2024-03-01 10:00"}, "stop_before_start", "closed_at"),
    ("removals", {"removed_at": "2024-03-06 11:59"}, "stop_before_start", "removed_at"),
    ("violations", {"handled_on": "2024-03-05"}, "stop_before_start", "handled_on"),
    ("incidents", {"support_requested_at": "2024-03-06 08:00"}, "request_before_incident", "support_requested_at"),
    ("removals", {"requested_at": "2024-03-06 08:00"}, "request_before_incident", "requested_at"),
    ("statements", {"value": "301"}, "more_persons_than_enrolled", "value"),
    ("statements", {"item": "counselling_team", "value": "2"}, "answer_not_yes_or_no", "value"),
    ("activities", {"grade_to": "6"}, "grade_not_taught", "grade_to"),
    ("enrolment", {"grade": "9"}, "grade_not_taught", "grade"),
    ("activities", {"grade_from": "5", "grade_to": "3"}, "grades_reversed", "grade_to"),
    ("violations", {"found_on": ""}, "handled_without_found", "found_on"),
    ("violations", {"handled_on": ""}, "handling_without_date", "handled_on"),
    ("incidents", {"closed_at": ""}, "outcome_without_closing", "closed_at"),
    ("incidents", {"outcome": ""}, "closing_without_outcome", "outcome"),
    ("removals", {"refused": "1"}, "removed_and_refused", "refused"),
    ("activities", {"school_id": "C1", "held_on": "2022-08-14", "grade_from": "6", "grade_to": "9"}, "school_not_open", "held_on"),
    ("activities", {"school_id": "C1", "held_on": "2025-06-01", "grade_from": "6", "grade_to": "9"}, "school_not_open", "held_on"),
    ("staffing", {"school_id": "C1", "year": "2021"}, "school_not_open_in_year", "year"),
    ("reports", {"submitted_on": "2023-12-31"}, "report_before_year", "submitted_on"),
    ("reports", {"submitted_on": ""}, "status_without_day", "submitted_on"),
    ("funding", {"payer": "C1", "year": "2021"}, "funding_of_closed_school", "year"),
    ("network_members", {"left_on": "2021-01-01"}, "ends_before_it_begins", "left_on"),
    ("services", {"criteria_met": "11"}, "criteria_above_total", "criteria_met"),
    # Units: one code, one unit, one day
    ("communes", {"valid_to": ""}, "units_overlap", "valid_to"),
    ("communes", {"valid_to": "2025-07-01"}, "units_overlap", "valid_to"),
    ("schools", {"commune_code": "27694"}, "unit_not_there", "commune_code"),
    ("schools", {"successor_code": "28042"}, "unit_not_there", "successor_code"),
    ("network_members", {"joined_on": "2020-12-31"}, "unit_not_there", "commune_code"),
    ("network_members", {"commune_code": "28042", "joined_on": "2025-07-01"}, "unit_not_there", "commune_code"),
    ("network_members", {"commune_code": "27694", "joined_on": "2025-06-30"}, "unit_not_there", "commune_code"),
    # Personal data, in every kind of text cell
    ("network_members", {"name": "Tổ 3, gọi 0912 345 678"}, "personal_data", "name"),
    ("network_members", {"name": "Hội Mẫu a.b@example.org"}, "personal_data", "name"),
    ("network_members", {"name": "079123456789"}, "personal_data", "name"),
    ("network_members", {"name": "xem www.example.org/x"}, "personal_data", "name"),
    ("services", {"name": "facebook.com/abc"}, "personal_data", "name"),
    ("incidents", {"incident_id": "0912345678"}, "personal_data", "incident_id"),
    ("incidents", {"incident_id": "bit.ly/2x"}, "disguised_data", "incident_id"),
    ("services", {"name": "![Mẫu](//example.com/p)"}, "personal_data", "name"),
    ("services", {"name": "Mẫu &#104;ttp&#58;&#47;&#47;example&#46;com"}, "disguised_data", "name"),
    ("schools", {"name": "Trường Mẫu ht\u200btp://example"}, "personal_data", "name"),
    ("schools", {"moet_code": "0912345678"}, "personal_data", "moet_code"),  # no province has the number 09
    ("schools", {"moet_code": "079123456789"}, "personal_data", "moet_code"),
    ("schools", {"moet_code": "+84912345678"}, "personal_data", "moet_code"),
]  # fmt: skip

#: A unit that ended with June 2025, and one that began with July.
OTHER_UNITS: list[Row] = [
    {
        "code": "28042",
        "name": "Xã Tân Thành",
        "kind": "xa",
        "valid_from": "2021-01-01",
        "valid_to": "2025-06-30",
    },
    {"code": "27694", "name": "Phường Long An", "kind": "phuong", "valid_from": "2025-07-01"},
]

#: The same, for what is published all the same and counted.
DOUBTFUL: list[Case] = [
    ("funding", {"planned_vnd": "0"}, "spent_without_planned", "planned_vnd"),
    ("funding", {"planned_vnd": ""}, "spent_without_planned", "planned_vnd"),
    ("violations", {"handling": ""}, "handled_without_form", "handling"),
    ("incidents", {"support_requested_at": "", "support_requested_by": ""}, "support_without_request", "support_requested_at"),
    ("incidents", {"support_requested_at": "", "support_started_at": ""}, "requester_without_request", "support_requested_at"),
    ("activities", {"kind": "lesson", "grade_from": "", "grade_to": ""}, "topics_without_grades", "grade_from"),
    ("reports", {"submitted_on": "", "status": ""}, "statements_without_report", "year"),
]  # fmt: skip

#: What a CSV can hold and a typed workbook cell cannot, or says in another way.
ONLY_CSV = {
    "date_not_iso",
    "not_a_number",
    "thousand_marks",
    "decimal_comma",
    "not_whole",
    "not_flag",
    "too_small",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "none")


def problems_of(path: Path, store: Store) -> list[Problem]:
    return list(check([path], store, as_of=AS_OF).problems)


def test_nothing_is_wrong_with_the_small_world(tmp_path: Path, store: Store) -> None:
    assert problems_of(write_csvs(world(), tmp_path / "in"), store) == []
    assert problems_of(write_workbook(world(), tmp_path / "world.xlsx"), store) == []


#: Tables whose rows have an id of their own, and rows that no other row of the world names.
IDS = {
    "activities": "activity_id", "incidents": "incident_id", "removals": "removal_id", "violations": "violation_id",
    "services": "service_id", "network_members": "member_id",
}  # fmt: skip


class Spoilt(NamedTuple):
    """A small world with one row that is wrong: the first of its table, or one more."""

    table: str
    cells: Row
    is_added: bool = False


@dataclass
class Delivery:
    """Many small worlds in one, each with schools, units and ids of its own."""

    tables: World
    #: By table and row: which world it belongs to.
    world_of: dict[tuple[str, int], int]
    #: The row of each world that is wrong.
    wrong: list[int]

    def by_world(self, problems: list[Problem]) -> dict[int, list[Problem]]:
        """The problems of each world; none is of none."""
        found: dict[int, list[Problem]] = {number: [] for number in range(len(self.wrong))}
        for problem in problems:
            table = TITLED[problem.sheet] if problem.sheet else Path(problem.file).stem
            found[self.world_of[table, problem.row]].append(problem)
        return found


TITLED = {TABLES[name].label.in_language("vi"): name for name in world()}


def delivered(worlds: Sequence[Spoilt]) -> Delivery:
    """All these worlds together, and below them a unit that ended and one that began."""
    delivery = Delivery({name: [] for name in world()}, {}, [])
    for number, spoilt in enumerate(worlds):
        own = world()
        if spoilt.is_added:
            own[spoilt.table].append(own[spoilt.table][0] | {IDS[spoilt.table]: "M-2"} | spoilt.cells)
        else:
            own[spoilt.table][0] |= spoilt.cells
        for name, rows in numbered(own, number).items():
            for row in rows:
                delivery.tables[name].append(row)
                delivery.world_of[name, len(delivery.tables[name]) + 1] = number
            if name == spoilt.table:
                below = len(rows) if spoilt.is_added else 1
                delivery.wrong.append(len(delivery.tables[name]) - len(rows) + 1 + below)
    delivery.tables["communes"] += OTHER_UNITS
    return delivery


#: (table, what the spoilt first row says, the only message): what follows from it is not told.
ONE_MISTAKE: list[Case] = [
    ("schools", {"school_id": "T 1"}, "not_id", "school_id"),  # and every row of T1 names no school
    ("incidents", {"received_at": "2024-06-03 09:00"}, "stop_before_start", "referred_at"),  # 5 stops, 2 requests
    ("incidents", {"closed_at": "hôm qua"}, "not_a_date", "closed_at"),  # an outcome without a closing
    ("violations", {"found_on": "abc"}, "not_a_date", "found_on"),  # handled without found
    ("violations", {"handling": "phạt"}, "not_allowed", "handling"),  # handled without a form
    ("enrolment", {"pupils": "abc"}, "not_a_number", "pupils"),  # more persons than are enrolled
    ("reports", {"submitted_on": "abc"}, "not_a_date", "submitted_on"),  # statements without a report
    ("funding", {"planned_vnd": "9 triệu"}, "not_a_number", "planned_vnd"),  # spent without planned
    ("activities", {"school_id": "C1", "held_on": "2021-09-01", "grade_from": "", "grade_to": ""},
     "outside_programme", "held_on"),  # C1 was not open then
]  # fmt: skip

#: Every case in one delivery of CSVs.
OF_CSVS = delivered(
    [Spoilt(table, cells, table in IDS) for table, cells, _, _ in SPOILT]
    + [Spoilt(table, cells) for table, cells, _, _ in (*DOUBTFUL, *ONE_MISTAKE)]
)


def by_number(cases: Sequence[Case], first: int = 0) -> list[tuple[int, str, str, str]]:
    """The number of each case's world, and the case's table, code and column."""
    return [(number, table, code, column) for number, (table, _, code, column) in enumerate(cases, first)]


@pytest.fixture(scope="module")
def of_csvs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Problem]]:
    """The problems of each of these worlds."""
    folder = tmp_path_factory.mktemp("together")
    path = write_csvs(OF_CSVS.tables, folder / "in")
    return OF_CSVS.by_world(problems_of(path, Store(folder / "none")))


@pytest.mark.parametrize(("number", "table", "code", "column"), by_number(SPOILT))
def test_each_error_is_placed_to_the_cell(
    number: int, table: str, code: str, column: str, of_csvs: dict[int, list[Problem]]
) -> None:
    row = OF_CSVS.wrong[number]
    problems = [p for p in of_csvs[number] if p.code == code]
    assert [(p.file, p.sheet, p.row, p.column, p.severity) for p in problems] == [
        (f"{table}.csv", "", row, column, "error")
    ]
    for lang in ("vi", "en"):
        assert "{" not in problems[0].line(lang)
    if table in IDS:  # no other row has an error
        assert {(p.file, p.row) for p in of_csvs[number] if p.severity == "error"} == {(f"{table}.csv", row)}


@pytest.mark.parametrize(("number", "table", "code", "column"), by_number(DOUBTFUL, len(SPOILT)))
def test_each_warning_is_counted_and_does_not_block(
    number: int, table: str, code: str, column: str, of_csvs: dict[int, list[Problem]]
) -> None:
    assert {p.severity for p in of_csvs[number]} == {"warning"}
    problems = [p for p in of_csvs[number] if p.code == code]
    assert problems
    assert problems[0].row == OF_CSVS.wrong[number] or code == "statements_without_report"
    assert problems[0].column == column


@pytest.mark.parametrize(
    ("number", "table", "code", "column"), by_number(ONE_MISTAKE, len(SPOILT) + len(DOUBTFUL))
)
def test_one_mistake_gives_one_message(
    number: int, table: str, code: str, column: str, of_csvs: dict[int, list[Problem]]
) -> None:
    assert [(p.code, p.file, p.row, p.column) for p in of_csvs[number]] == [
        (code, f"{table}.csv", OF_CSVS.wrong[number], column)
    ]


def test_warnings_do_not_block(tmp_path: Path, store: Store) -> None:
    worlds = [Spoilt(table, cells) for table, cells, _, _ in DOUBTFUL]
    outcome = check([write_csvs(delivered(worlds).tables, tmp_path / "in")], store, as_of=AS_OF)
    assert outcome.clean
    assert {problem.code for problem in outcome.problems} >= {code for _, _, code, _ in DOUBTFUL}


@pytest.mark.parametrize(("lang", "amount"), [("vi", "1.250.000 đồng"), ("en", "1,250,000 đồng")])
def test_money_in_a_message_is_written_with_its_thousands(lang: str, amount: str) -> None:
    assert amount in Problem("spent_without_planned", "funding.csv", values={"actual": "1250000"}).message(
        lang
    )


#: What a typed cell of a workbook can hold.
TYPED = [
    case for case in SPOILT if case[2] not in ONLY_CSV and not case[1].get("held_on", "2024-03-05").isalpha()
    and case[2] not in {"day_month_swapped", "two_digit_year", "no_such_day", "not_a_date", "excel_serial", "year_1900", "no_time", "other_zone", "too_far_back"}
]  # fmt: skip

#: A cell as somebody typed it into the small world's workbook, and the message.
AWKWARD: list[tuple[str, object, str]] = [
    ("activities!C", "25/03/24", "two_digit_year"),
    ("activities!C", "03/25/2024", "day_month_swapped"),
    ("activities!C", "31/02/2024", "no_such_day"),
    ("activities!C", "tháng ba", "not_a_date"),
    ("activities!C", 45356, "excel_serial"),
    ("incidents!I", "06/03/2024", "no_time"),
    ("enrolment!E", "60", "number_as_text"),
    ("enrolment!E", 60.5, "not_whole"),
    ("enrolment!E", "=30+30", "formula"),
    ("enrolment!E", "#N/A", "error_value"),
    ("funding!D", "9.000.000", "thousand_marks"),
    ("enrolment!E", "sáu mươi", "not_a_number"),
]
#: Every such case in one workbook.
OF_WORKBOOK = delivered(
    [Spoilt(table, cells, table in IDS) for table, cells, _, _ in TYPED]
    + [Spoilt(cell.partition("!")[0], {}) for cell, _, _ in AWKWARD]
)


@pytest.fixture(scope="module")
def of_workbook(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Problem]]:
    """The problems of each of these worlds."""
    folder = tmp_path_factory.mktemp("together")
    typed = {
        f"{cell}{OF_WORKBOOK.wrong[len(TYPED) + at]}": value for at, (cell, value, _) in enumerate(AWKWARD)
    }
    path = write_workbook(OF_WORKBOOK.tables, folder / "So lieu.xlsx", typed)
    return OF_WORKBOOK.by_world(problems_of(path, Store(folder / "none")))


@pytest.mark.parametrize(("number", "table", "code", "column"), by_number(TYPED))
def test_workbooks_name_their_sheet_and_header(
    number: int, table: str, code: str, column: str, of_workbook: dict[int, list[Problem]]
) -> None:
    sheet, label = (
        text.in_language("vi") for text in (TABLES[table].label, TABLES[table].column(column).label)
    )
    problems = [p for p in of_workbook[number] if p.code == code]
    row = OF_WORKBOOK.wrong[number]
    assert [(p.file, p.sheet, p.row, p.column) for p in problems] == [("So lieu.xlsx", sheet, row, label)]


@pytest.mark.parametrize("at", range(len(AWKWARD)), ids=lambda at: f"{AWKWARD[at][0]}-{AWKWARD[at][2]}")
def test_awkward_workbook_cells(at: int, of_workbook: dict[int, list[Problem]]) -> None:
    cell, _, code = AWKWARD[at]
    table = TABLES[cell.partition("!")[0]]
    column = table.columns["ABCDEFGHI".index(cell[-1])]
    number = len(TYPED) + at
    problems = [(p.code, p.sheet, p.row, p.column) for p in of_workbook[number]]
    place = (table.label.in_language("vi"), OF_WORKBOOK.wrong[number], column.label.in_language("vi"))
    assert (code, *place) in problems
    assert "required" not in {p[0] for p in problems}


def test_one_overlap_of_units_is_one_message(tmp_path: Path, store: Store) -> None:
    """Three units of one code: the first still in force when the second begins, the second in order."""
    tables = world()
    tables["communes"][0]["valid_to"] = ""
    tables["communes"].append(tables["communes"][1] | {"valid_from": "2030-01-01"})
    tables["communes"][1]["valid_to"] = "2029-12-31"
    (problems,) = problems_of(write_csvs(tables, tmp_path / "in"), store)
    assert problems.line() == (
        "communes.csv · dòng 2 · valid_to: LỖI – mã 28051: ngày 01/07/2025 đã có đơn vị khác mang mã này mà đơn vị ở dòng "
        "này chưa hết hiệu lực; hãy ghi ngày hết hiệu lực của dòng này, muộn nhất là ngày trước 01/07/2025"
    )


def test_a_code_is_looked_up_on_the_day_that_it_stands_for(tmp_path: Path, store: Store) -> None:
    tables = world()
    tables["schools"] = [
        # Closed while the first unit was there; opened when the second was; opened after a later one began.
        tables["schools"][0] | {"school_id": "T2", "commune_code": "28039", "successor_code": "", "closed_on": "2023-12-31"},
        tables["schools"][0] | {"school_id": "T3", "commune_code": "28042", "successor_code": "28087"},
        tables["schools"][0] | {"school_id": "T4", "successor_code": "27694", "opened_on": "2026-09-01"},
        *tables["schools"],
    ]  # fmt: skip
    tables["communes"] += [
        {"code": code, "name": f"Xã {code}", "kind": "xa", "valid_from": first, "valid_to": last}
        for code, first, last in (
            ("28039", "2021-01-01", "2024-12-31"),
            # It lived only inside the plan.
            ("28042", "2025-01-01", "2025-06-30"),
            # A successor that ends later, and a unit registered ahead.
            ("28087", "2025-07-01", "2027-12-31"),
            ("27694", "2026-07-01", ""),
        )
    ]
    assert problems_of(write_csvs(tables, tmp_path / "in"), store) == []
    tables["schools"][0]["closed_on"] = "2025-01-01"
    tables["schools"][2]["opened_on"] = "2026-06-30"
    problems = problems_of(write_csvs(tables, tmp_path / "in"), store)
    assert [problem.line("en") for problem in problems] == [
        f"schools.csv · row {row} · {column}: ERROR – no administrative unit bore the code {code} on {day}; "
        "give the code of a unit that existed on that day"
        for row, column, code, day in (
            (2, "commune_code", "28039", "01/01/2025"),
            (4, "successor_code", "27694", "30/06/2026"),
        )
    ]


def test_stray_spaces_and_decomposed_vietnamese_are_mended_not_refused(tmp_path: Path, store: Store) -> None:
    tables = world()
    tables["network_members"][0]["name"] = "  Ho\u0323\u0302i \u00a0 M\u00e2\u0303u "
    tables["activities"][0]["kind"] = " Tuyên truyền "
    assert problems_of(write_csvs(tables, tmp_path / "in"), store) == []
    assert problems_of(write_workbook(tables, tmp_path / "in.xlsx"), store) == []


def test_a_key_said_twice_across_files_names_both_places(tmp_path: Path, store: Store) -> None:
    tables = world()
    folder = write_csvs(tables, tmp_path / "in")
    write_csvs({"activities": tables["activities"]}, folder / "z-again")
    (problems,) = problems_of(folder, store)
    assert problems.code == "duplicate_key"
    assert (problems.file, problems.row, problems.column) == ("z-again/activities.csv", 2, "activity_id")
    assert problems.values["first"] == "activities.csv · 2"


def test_a_key_said_twice_in_one_file(tmp_path: Path, store: Store) -> None:
    tables = world()
    tables["staffing"] *= 2
    (problems,) = problems_of(write_csvs(tables, tmp_path / "in"), store)
    assert (problems.code, problems.file, problems.row) == ("duplicate_key", "staffing.csv", 3)


def test_all_problems_of_all_files_come_in_one_run_in_reading_order(tmp_path: Path, store: Store) -> None:
    tables = world()
    for table, spoilt, _, _ in SPOILT[:3]:
        tables[table].append(tables[table][0] | {"grade": "1"} | spoilt)
    tables["funding"][0]["spent_vnd"] = "x"
    tables["incidents"][0]["children"] = "0"
    problems = problems_of(write_csvs(tables, tmp_path / "in"), store)
    places = [(p.file, p.row, p.column) for p in problems]
    assert places == sorted(places)
    assert {"enrolment.csv", "funding.csv", "incidents.csv"} <= {p.file for p in problems}


def test_messages_never_repeat_personal_data(tmp_path: Path, store: Store) -> None:
    tables = world()
    tables["network_members"][0]["name"] = "0912345678"
    tables["incidents"][0]["category"] = "a.b@example.org"
    for problems in problems_of(write_csvs(tables, tmp_path / "in"), store):
        assert "0912345678" not in problems.line()
        assert "example.org" not in problems.line("en")


def test_a_day_before_the_plan_begins_is_refused(tmp_path: Path, store: Store) -> None:
    delivery = write_csvs({"schools": world()["schools"], "communes": world()["communes"]}, tmp_path / "in")
    outcome = publish([delivery], store, as_of=date(2021, 9, 23), fresh=True)
    assert [(p.code, p.values["expected"]) for p in outcome.problems] == [("before_plan", "24/09/2021")]
    assert not outcome.snapshot_id
    assert publish([delivery], store, as_of=date(2021, 9, 24), fresh=True).snapshot_id


def test_what_cannot_be_seen_does_not_come_in(tmp_path: Path, store: Store) -> None:
    """Control and format characters, and code points that are no characters; other spaces become one space."""
    tables = {table: world()[table] for table in ("schools", "communes", "services")}
    tables["schools"][0]["name"] = (
        " Trường\x01 \u202eTH\u2066\u00a0 Ma\u0302\u0303u\ufffe\u200b 91\x85 \U0001ffff"
    )
    tables["services"][0]["name"] = "\ufeffDịch\u3000vụ\x1b Mẫu"
    assert publish([write_csvs(tables, tmp_path / "in")], store, as_of=AS_OF, fresh=True).snapshot_id
    snapshot = store.active()
    with snapshot.cursor() as cursor:
        assert cursor.execute("SELECT name FROM schools WHERE school_id = 'T1'").fetchall() == [
            ("Trường TH Mẫu 91",)
        ]
        assert cursor.execute("SELECT name FROM services").fetchall() == [("Dịch vụ Mẫu",)]
    snapshot.close()
    assert clean("Trường\u202e TH\x07 Mẫu\ufdd0") == "Trường TH Mẫu"


def test_what_is_unusual_and_right_is_taken(tmp_path: Path, store: Store) -> None:
    """Old schools, the ministry's numbers, days after Excel's first year, moments with Việt Nam's zone."""
    tables = world()
    tables["schools"][0] |= {"opened_on": "1917-09-05", "moet_code": "0112345678"}
    tables["schools"][1]["moet_code"] = "8412345678"
    (first, *_) = tables["schools"]
    for number, (day, code) in enumerate(
        [("1874-02-14", "791234567"), ("1901-01-01", "84123456"), ("1949-12-31", "960123456")]
    ):
        row = {"school_id": f"T{number + 5}", "opened_on": day, "moet_code": code}
        tables["schools"].append(first | row)
    tables["incidents"][0]["received_at"] = "2024-03-04T09:00:00+07:00"
    tables["incidents"][0]["closed_at"] = "2024-03-20 16:00:30"
    assert problems_of(write_csvs(tables, tmp_path / "in"), store) == []


def test_an_office_s_ids_may_be_the_ministry_s_numbers(tmp_path: Path, store: Store) -> None:
    tables = world()
    for rows in tables.values():
        for row in rows:
            for column in ("school_id", "payer"):
                if row.get(column) == "T1":
                    row[column] = "0112345678"
    assert problems_of(write_csvs(tables, tmp_path / "in"), store) == []
    assert problems_of(write_workbook(tables, tmp_path / "in.xlsx"), store) == []
    tables["activities"][0]["school_id"] = "0212345678"
    (problems,) = problems_of(write_csvs(tables, tmp_path / "in"), store)
    # A code of the column's own form is told in full, so that it can be mended.
    assert "0212345678" in problems.message("vi")


@pytest.mark.parametrize(("closed_on", "refused"), [("2023-05-31", True), ("2024-01-15", False)])
def test_a_school_that_has_closed_gets_no_money(
    tmp_path: Path, store: Store, closed_on: str, refused: bool
) -> None:
    tables = world()
    tables["schools"][1]["closed_on"] = closed_on
    tables["funding"].append(tables["funding"][0] | {"payer": "C1"})
    problems = problems_of(write_csvs(tables, tmp_path / "in"), store)
    assert [(p.code, p.file, p.row, p.column) for p in problems] == (
        [("funding_of_closed_school", "funding.csv", 3, "year")] if refused else []
    )


def test_an_unknown_id_is_told_once_with_its_rows(tmp_path: Path, store: Store) -> None:
    tables = world()
    for row in tables["enrolment"]:
        row["school_id"] = "T9"
    problems = [p for p in problems_of(write_csvs(tables, tmp_path / "in"), store) if p.severity == "error"]
    assert [(p.code, p.file, p.row, p.column) for p in problems] == [
        ("unknown_reference_rows", "enrolment.csv", 2, "school_id")
    ]
    assert "(5 dòng ghi mã này)" in problems[0].message("vi")


def test_a_register_that_cannot_be_read_is_the_only_problem(tmp_path: Path, store: Store) -> None:
    folder = write_csvs(world(), tmp_path / "in")
    path = folder / "schools.csv"
    path.write_bytes(path.read_bytes().replace("Trường".encode(), b"Tr\xad\xeang"))
    (problems,) = problems_of(folder, store)
    assert (problems.file, problems.row) == ("schools.csv", 2)
    path.write_text("school_id,name\nT1,Mẫu\n", encoding="utf-8", newline="")
    assert {p.code for p in problems_of(folder, store)} == {"missing_column"}


def test_a_workbook_of_an_unknown_school_or_year_is_told_once_at_its_guide(
    tmp_path: Path, store: Store
) -> None:
    folder = write_csvs(world(), tmp_path / "in")
    rows: files.Rows = [files.ENROLMENT, files.grade(1, 2, 60), files.grade(2, 2, 58)]
    for number, guide in enumerate([files.school_guide("T9", 2024), files.school_guide("T1", 2019)]):
        files.workbook(folder / f"{number}.xlsx", {"Hướng dẫn": guide, "Quy mô học sinh": rows})
    problems = [p for p in problems_of(folder, store) if p.severity == "error"]
    assert [(p.code, p.file, p.sheet, p.row, p.column) for p in problems] == [
        ("unknown_school_of_book", "0.xlsx", "Hướng dẫn", 3, "Mã trường"),
        ("unknown_year_of_book", "1.xlsx", "Hướng dẫn", 4, "Năm báo cáo"),
    ]
    assert "'T9'" in problems[0].message("vi")
    assert "2019" in problems[1].message("en")
