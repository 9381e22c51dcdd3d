"""What a workbook shows otherwise than it is read: never silently blank, never silently something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from data.contract import CODES, TABLES
from data.intake import read_file
from data.intake.delivery import FileRead
from data.publish import check
from data.store import Store
from tests.given import files
from tests.given.world import AS_OF, Row, world, write_csvs, write_workbook

GRADES: files.Rows = [
    files.ENROLMENT, files.grade(1, 2, 60), files.grade(2, 2, 58), files.grade(3, 2, 57), files.grade(4, 1, 30)
]  # fmt: skip
SHEET = "Quy mô học sinh"


def book(
    path: Path, change: Callable[[Workbook], object], sheets: dict[str, files.Rows] | None = None
) -> Path:
    """T1's workbook for 2024, opened once more and changed as a clerk would change it."""
    files.school_book(path, sheets or {SHEET: GRADES})
    opened = load_workbook(path)
    change(opened)
    opened.save(path)
    opened.close()
    return path


def read(path: Path, contract: str = "") -> FileRead:
    return read_file(path, path.name, contract=contract)


# Merged cells


def activities(count: int = 3) -> list[Row]:
    """So many activities of T1, otherwise alike."""
    (first,) = world()["activities"]
    return [first | {"activity_id": f"HD-{number}"} for number in range(1, count + 1)]


def tables_of_three() -> dict[str, list[Row]]:
    """The small world with three rows where it has one."""
    tables = world()
    tables["activities"] = activities()
    for table, key in {
        "incidents": "incident_id", "violations": "violation_id", "removals": "removal_id", "services": "service_id",
        "network_members": "member_id", "office_actions": "action_id", "schools": "school_id",
    }.items():  # fmt: skip
        (first, *_) = tables[table]
        tables[table] = [first | {key: f"{first[key]}{end}"} for end in ("", "-2", "-3")]
    tables["reports"] = [tables["reports"][0] | {"year": year} for year in ("2024", "2023", "2022")]
    tables["staffing"] = [tables["staffing"][0] | {"year": year} for year in ("2024", "2023", "2022")]
    tables["service_use"] = [tables["service_use"][0] | {"year": year} for year in ("2024", "2023", "2022")]
    tables["funding"] = [tables["funding"][0] | {"year": year} for year in ("2024", "2023", "2022")]
    tables["statements"] = tables["statements"][:3]
    tables["enrolment"] = tables["enrolment"][:3]
    return tables


#: Every column of every table that somebody sends, of which the first of three rows has a value.
COLUMNS = [
    (name, column.name)
    for name, rows in tables_of_three().items()
    for column in TABLES[name].columns
    if len(rows) == 3 and rows[0].get(column.name)
]


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_cells_merged_over_rows_are_one_error_that_names_the_range(
    tmp_path: Path, name: str, column: str
) -> None:
    tables = {name: tables_of_three()[name]}
    path = write_workbook(tables, tmp_path / "so.xlsx")
    table = TABLES[name]
    letter = "ABCDEFGHIJKLMNOPQRS"[table.names.index(column)]
    opened = load_workbook(path)
    opened[table.label.in_language("vi")].merge_cells(f"{letter}2:{letter}4")
    opened.save(path)
    opened.close()
    file = read(path)
    assert files.places(file) == [
        ("merged_cells", table.label.in_language("vi"), 2, table.column(column).label.in_language("vi"))
    ]
    (problem,) = file.problems
    assert problem.severity == "error"
    assert f"{letter}2:{letter}4" in problem.message("vi")
    assert f"{letter}2:{letter}4" in problem.message("en")


def test_nothing_that_follows_from_merged_cells_is_told(tmp_path: Path) -> None:
    """Required cells, closing days and receipts: one message each, and none for what is missing then."""
    tables = tables_of_three()
    path = write_workbook(tables, tmp_path / "so.xlsx")
    opened = load_workbook(path)
    opened["Quy mô học sinh"].merge_cells("E2:E4")  # pupils, required
    opened["Nhận báo cáo"].merge_cells("C2:C4")  # the day of receipt
    opened["Vụ việc"].merge_cells("Q2:Q4")  # the closing moment, with outcomes in each row
    opened.save(path)
    opened.close()
    problems = check([path], Store(tmp_path / "none"), as_of=AS_OF).problems
    of_these = [p for p in problems if p.sheet in ("Quy mô học sinh", "Nhận báo cáo", "Vụ việc")]
    assert [(p.code, p.row, p.column, p.values["actual"]) for p in of_these] == [
        ("merged_cells", 2, "Ngày nhận báo cáo", "C2:C4"),
        ("merged_cells", 2, "Số học sinh", "E2:E4"),
        ("merged_cells", 2, "Kết thúc lúc", "Q2:Q4"),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("B2:C2", [("merged_cells", SHEET, 2, "Số lớp")]),  # over columns: the second would be blank
        ("C1:C2", [("merged_cells", SHEET, 2, "Số học sinh")]),  # a header that reaches into the rows
        ("H2:I9", []),  # beside the table, and empty
        ("A12:C14", []),  # below it, and empty
    ],
)
def test_which_merged_cells_matter(
    tmp_path: Path, cells: str, expected: list[tuple[str, str, int, str]]
) -> None:
    path = book(tmp_path / "so.xlsx", lambda opened: opened[SHEET].merge_cells(cells))
    assert files.places(read(path)) == expected


# Hidden, filtered out, struck through


def hide_rows(opened: Workbook) -> None:
    for row in (3, 5):
        opened[SHEET].row_dimensions[row].hidden = True


def filter_rows(opened: Workbook) -> None:
    sheet = opened[SHEET]
    sheet.auto_filter.ref = "A1:C5"
    sheet.auto_filter.add_filter_column(1, ["1"])
    for row in (2, 3, 4):
        sheet.row_dimensions[row].hidden = True


def strike_rows(opened: Workbook) -> None:
    for cell in (opened[SHEET]["A3"], opened[SHEET]["C4"]):
        cell.font = Font(strike=True)


def strike_text(opened: Workbook) -> None:
    text = CellRichText(TextBlock(InlineFont(strike=True), "30"))
    opened[SHEET]["C5"] = text


def hide_column(opened: Workbook) -> None:
    opened[SHEET].column_dimensions["C"].hidden = True


def hide_sheet(opened: Workbook) -> None:
    opened[SHEET].sheet_state = "veryHidden"


@pytest.mark.parametrize(
    ("change", "code", "row", "column", "words"),
    [
        (hide_rows, "hidden_rows", 3, "", "2 dòng đang bị ẩn hoặc bị lọc vẫn được tính (dòng 3, 5)"),
        (filter_rows, "hidden_rows", 2, "", "3 dòng đang bị ẩn hoặc bị lọc vẫn được tính (dòng 2–4)"),
        (strike_rows, "struck_rows", 3, "", "2 dòng có chữ gạch ngang vẫn được tính (dòng 3–4)"),
        (hide_column, "hidden_column", 2, "Số học sinh", "có 4 ô đã ghi, vẫn được tính"),
        (hide_sheet, "hidden_sheet", 0, "", "bị ẩn mà có 4 dòng, vẫn được tính"),
    ],
)
def test_what_is_not_seen_is_counted_in_a_warning(
    tmp_path: Path, change: Callable[[Workbook], object], code: str, row: int, column: str, words: str
) -> None:
    file = read(book(tmp_path / "so.xlsx", change))
    assert files.places(file) == [(code, SHEET, row, column)]
    (problem,) = file.problems
    assert problem.severity == "warning"
    assert words in problem.message("vi")
    assert len(files.table_of(file, "enrolment")) == 4


def test_a_struck_part_of_a_text_is_seen_too(tmp_path: Path) -> None:
    names = TABLES["activities"].names
    sheets: dict[str, files.Rows] = {"Hoạt động": [names, ["HD-1", "T1", date(2024, 3, 5)]]}

    def strike(opened: Workbook) -> None:
        opened["Hoạt động"]["A2"] = CellRichText("HD", TextBlock(InlineFont(strike=True), "-1"))

    file = read(book(tmp_path / "so.xlsx", strike, sheets))
    assert files.places(file) == [("struck_rows", "Hoạt động", 2, "")]
    assert files.table_of(file, "activities")[0]["activity_id"] == "HD-1"


def test_rows_that_hold_nothing_may_be_hidden(tmp_path: Path) -> None:
    def hide(opened: Workbook) -> None:
        opened[SHEET].row_dimensions[9].hidden = True
        opened.create_sheet("_lists").sheet_state = "hidden"

    assert read(book(tmp_path / "so.xlsx", hide)).problems == ()


# Numbers that are none


def percent(value: float, code: str) -> Callable[[Workbook], None]:
    def change(opened: Workbook) -> None:
        cell = opened[SHEET]["C3"]
        cell.value, cell.number_format = value, code

    return change


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [(1.0, "0%", "(100%)"), (0.95, "0.00%", "(95%)"), (1, '#,##0.0 %;[Red]"x"', "(100%)")],
)
def test_a_percentage_is_no_count(tmp_path: Path, value: float, code: str, words: str) -> None:
    file = read(book(tmp_path / "so.xlsx", percent(value, code)))
    assert files.places(file) == [("percentage", SHEET, 3, "Số học sinh")]
    assert words in file.problems[0].message("vi")
    assert [row["pupils"] for row in files.table_of(file, "enrolment")][1] is None


def test_a_quoted_sign_is_no_percentage(tmp_path: Path) -> None:
    file = read(book(tmp_path / "so.xlsx", percent(58, '0 "% là chữ"')))
    assert file.problems == ()


@pytest.mark.parametrize(("value", "words"), [(True, "TRUE"), (False, "FALSE")])
def test_a_truth_value_is_no_count(tmp_path: Path, value: bool, words: str) -> None:
    path = files.school_book(tmp_path / "so.xlsx", {SHEET: [*GRADES[:2], files.grade(2, 2, value)]})
    file = read(path)
    assert files.places(file) == [("truth_value", SHEET, 3, "Số học sinh")]
    assert words in file.problems[0].message("en")


@pytest.mark.parametrize("change", [percent(1.0, "0%"), lambda opened: opened[SHEET].merge_cells("C2:C4")])
def test_what_an_earlier_version_took_is_warned_of_and_read_as_before(
    tmp_path: Path, change: Callable[[Workbook], object]
) -> None:
    """Kept files must build the snapshot that was published from them."""
    path = book(tmp_path / "so.xlsx", change)
    now, before = read(path), read(path, contract="3")
    assert [problem.severity for problem in now.problems] == ["error"]
    assert [problem.severity for problem in before.problems] == ["warning"]
    pupils = [row["pupils"] for row in files.table_of(before, "enrolment")]
    assert pupils in (["60", "1", "57", "30"], ["60", None, None, "30"])


# Yes and no


@pytest.mark.parametrize(
    ("written", "text"),
    [("Có", "1"), ("CÓ ", "1"), ("x", "1"), ("X", "1"), (1, "1"), ("1", "1"), (True, "1"), ("Co\u0301", "1"),
     ("Không", "0"), ("không", "0"), (0, "0"), ("0", "0"), (False, "0")],
)  # fmt: skip
def test_yes_and_no_as_people_say_them(tmp_path: Path, written: object, text: str) -> None:
    item = next(iter(CODES["yes_no_items"].values())).in_language("vi")
    sheets: dict[str, files.Rows] = {
        "Nội dung báo cáo": [("Mục báo cáo", "Kết quả"), (item, written)],
        "Vụ việc": [("Mã vụ việc", "Mở lại (1/0)"), ("VV-1", written)],
    }
    file = read(files.school_book(tmp_path / "so.xlsx", sheets))
    assert {code for code, *_ in files.places(file)} <= {"missing_column"}
    assert files.table_of(file, "statements")[0]["value"] in (text, written)
    assert files.table_of(file, "incidents")[0]["reopened"] == text


def test_answers_come_to_the_same_from_a_csv(tmp_path: Path) -> None:
    tables = world()
    tables["incidents"][0]["reopened"] = "Không"
    tables["services"][0] |= {"vietnamese": "x", "approved": "Có"}
    tables["statements"][1]["value"] = "Có"  # counselling_team
    paths = [write_workbook_of_text(tables, tmp_path), write_csvs(tables, tmp_path / "csv")]
    for path in paths:
        assert check([path], Store(tmp_path / "none"), as_of=AS_OF).problems == ()


def write_workbook_of_text(tables: dict[str, list[Row]], folder: Path) -> Path:
    plain = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    raw = {"services!D2": "x", "services!H2": "Có", "incidents!S2": "Không", "statements!D3": "Có"}
    plain["services"][0] |= {"vietnamese": "1", "approved": "1"}
    plain["incidents"][0]["reopened"] = "1"
    plain["statements"][1]["value"] = "1"
    return write_workbook(plain, folder / "so.xlsx", raw)


@pytest.mark.parametrize("written", ["v", "có lẽ", "2", "-"])
def test_what_is_neither_yes_nor_no_is_refused(tmp_path: Path, written: str) -> None:
    tables = world()
    tables["incidents"][0]["reopened"] = written
    (problem,) = check([write_csvs(tables, tmp_path)], Store(tmp_path / "none"), as_of=AS_OF).problems
    assert (problem.code, problem.row, problem.column) == ("not_flag", 2, "reopened")
    assert "Có" in problem.message("vi")
