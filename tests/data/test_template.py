"""The reporting workbooks: what stands in them, and that what is filled in reads back as typed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.contract import CODES, GRADES, TABLES, Column, Table
from data.intake import UnusableCall, read_file
from data.intake.delivery import Book, FileRead
from data.intake.words import column_headed
from data.publish import check
from data.store import Store
from data.template import SchoolLine, write_from_snapshot, write_templates
from tests.given import files
from tests.given.world import AS_OF, world

SCHOOL = SchoolLine("T1", "Trường TH Mẫu 91", "TH", (2024,))
COMBINED = SchoolLine("C/1", "Trường TH&THCS Mẫu 92", "TH&THCS", (2023, 2024))
SERVICES = [("DV-1", "Dịch vụ Mẫu A"), ("DV-2", "=1+1")]
COMMUNES = [
    {"code": "28051", "name": "Xã Mỹ Thạnh", "kind": "xa", "valid_from": date(2021, 1, 1), "lat": 10.6196},
    {"code": "28051", "name": "=Xã", "kind": "xa", "valid_from": date(2025, 7, 1)},
]
PLAN = {"short_title_vi": "Kế hoạch mẫu", "units_from": date(2025, 7, 1)}
PARAGRAPHS = [{"paragraph": "II.1.1", "label_vi": "Trách nhiệm người đứng đầu", "label_en": "Accountability"}]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The templates of two schools and the office, by file name."""
    written = write_templates(
        tmp_path_factory.mktemp("forms"),
        schools=[SCHOOL, COMBINED],
        services=SERVICES,
        office_rows={"communes": COMMUNES, "paragraphs": PARAGRAPHS},
        plan=PLAN,
    )
    return {path.name: path for path in written}


def opened(path: Path) -> Workbook:
    book = load_workbook(path)
    book.close()
    return book


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """The position (from 1) of each header, without the mark of required cells."""
    return {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}


def heads(sheet: Worksheet) -> list[object]:
    """The headers as they stand, with the mark of required cells."""
    return [cell.value for cell in sheet[1]]


def rule_of(sheet: Worksheet, position: int, first: int = 2, last: int = 501) -> DataValidation:
    """The one validation that holds in a column's cells in these two rows."""
    rules = sheet.data_validations.dataValidation
    [rule] = [rule for rule in rules if sheet.cell(first, position).coordinate in rule]
    assert [rule] == [rule for rule in rules if sheet.cell(last, position).coordinate in rule]
    return rule


def choices_of(book: Workbook, rule: DataValidation) -> list[object]:
    """What a drop-down list offers."""
    assert rule.type == "list"
    [(title, cells)] = book.defined_names[rule.formula1].destinations
    return [cell.value for (cell,) in book[title][cells]]


def tables_of(sender: str) -> list[Table]:
    return [table for table in TABLES.values() if sender in table.senders]


def test_one_workbook_for_each_school_and_year_and_the_office_s_own(forms: dict[str, Path]) -> None:
    assert list(forms) == ["phong-gddt.xlsx", "T1-2024.xlsx", "C-1-2023.xlsx", "C-1-2024.xlsx"]
    assert read_file(forms["phong-gddt.xlsx"], "a").book == Book("office")
    assert read_file(forms["C-1-2023.xlsx"], "a").book == Book("school", "C/1", 2023)


@pytest.mark.parametrize(("name", "sender"), [("T1-2024.xlsx", "school"), ("phong-gddt.xlsx", "office")])
def test_a_guide_then_one_sheet_per_table(forms: dict[str, Path], name: str, sender: str) -> None:
    book = opened(forms[name])
    titles = ["Hướng dẫn", "_lists", *(table.label.in_language("vi") for table in tables_of(sender))]
    assert book.sheetnames == titles
    assert book["_lists"].sheet_state == "hidden"
    assert book.active.title == "Hướng dẫn"
    assert all(len(title) <= 31 for title in titles)


@pytest.mark.parametrize("name", ["T1-2024.xlsx", "phong-gddt.xlsx"])
def test_an_untouched_template_reads_clean(forms: dict[str, Path], name: str) -> None:
    problems = read_file(forms[name], name)
    assert problems.problems == ()
    filled = {sheet.table for sheet in problems.sheets if files.rows_of(sheet)}
    assert filled == ({"communes"} if name == "phong-gddt.xlsx" else set())


def test_headers_are_labels_without_what_the_guide_gives(forms: dict[str, Path]) -> None:
    school, office = opened(forms["T1-2024.xlsx"]), opened(forms["phong-gddt.xlsx"])
    assert heads(school["Quy mô học sinh"])[:3] == ["Khối lớp *", "Số lớp *", "Số học sinh *"]
    assert heads(school["Kinh phí"])[:3] == ["Nguồn *", "Dự toán (đồng)", "Đã chi (đồng)"]
    for table in tables_of("school"):
        expected = [
            column.label.in_language("vi") + (" *" if column.required else "")
            for column in table.columns
            if column.name not in ("school_id", "year", "payer")
        ]
        assert heads(school[table.label.in_language("vi")]) == expected
    assert "Mã trường" not in columns_of(school["Vụ việc"])
    assert "Mã trường" in columns_of(office["Vụ việc"])
    assert list(columns_of(office["Kinh phí"]))[:4] == ["Năm", "Nguồn", "Dự toán (đồng)", "Đã chi (đồng)"]
    for book in (school, office):
        assert all(book[title].freeze_panes == "A2" for title in book.sheetnames[2:])


def test_what_is_known_beforehand_is_filled_in(forms: dict[str, Path]) -> None:
    for name, level in (("T1-2024.xlsx", "TH"), ("C-1-2024.xlsx", "TH&THCS")):
        book = opened(forms[name])
        first = {
            title: [row[0].value for row in book[title].iter_rows(min_row=2)] for title in book.sheetnames[2:]
        }
        assert first["Quy mô học sinh"] == list(GRADES[level])
        assert first["Nội dung báo cáo"] == [
            label.in_language("vi") for label in TABLES["statements"].column("item").allowed.values()
        ]
        assert first["Kinh phí"] == [label.in_language("vi") for label in CODES["funding_source"].values()]
        assert first["Hoạt động"] == []


@pytest.mark.parametrize(("name", "sender"), [("T1-2024.xlsx", "school"), ("phong-gddt.xlsx", "office")])
def test_every_column_has_its_list_limit_format_and_prompt(
    forms: dict[str, Path], name: str, sender: str
) -> None:
    book = opened(forms[name])
    for table in tables_of(sender):
        sheet = book[table.label.in_language("vi")]
        for label, position in columns_of(sheet).items():
            column = column_headed(table, label)
            assert column
            # The rows that ask for a yes or a no come first.
            rule = rule_of(sheet, position, 2 if not column.answers else 2 + len(CODES["yes_no_items"]))
            _check_rule(book, column, rule)
            letter = sheet.cell(1, position).column_letter
            formats = {"date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm", "id": "@", "money": "#,##0"}
            if column.kind in formats:
                assert sheet.column_dimensions[letter].number_format == formats[column.kind]


def test_a_yes_or_no_is_chosen_from_a_list_in_its_row_only(forms: dict[str, Path]) -> None:
    book = opened(forms["T1-2024.xlsx"])
    sheet = book["Nội dung báo cáo"]
    position = columns_of(sheet)["Kết quả"]
    for row, label in enumerate(TABLES["statements"].column("item").allowed.values(), 2):
        rule = rule_of(sheet, position, row, row)
        assert sheet.cell(row, 1).value == label.in_language("vi")
        if label in CODES["yes_no_items"].values():
            assert choices_of(book, rule) == ["Có", "Không"]
        else:
            assert rule.type == "whole"


def _check_rule(book: Workbook, column: Column, rule: DataValidation) -> None:
    assert rule.showInputMessage
    assert 0 < len(rule.promptTitle) <= 32
    assert 0 < len(rule.prompt) <= 255
    assert 0 < len(rule.error) <= 225
    if column.allowed:
        assert choices_of(book, rule) == [label.in_language("vi") for label in column.allowed.values()]
        # Several topics in one cell are in no list.
        assert rule.showErrorMessage == (column.kind == "choice")
    elif column.kind == "flag":
        assert choices_of(book, rule) == ["Có", "Không"]
        # Who types x or 1 is not stopped.
        assert not rule.showErrorMessage
    elif column.kind in ("integer", "money"):
        assert (rule.type, rule.formula1, rule.formula2) == (
            "whole",
            f"{column.low:.0f}",
            f"{column.high:.0f}",
        )
    elif column.kind in ("date", "moment"):
        assert (rule.type, rule.formula1, rule.formula2) == ("date", "36526", "73416")
    if column.required:
        assert rule.prompt.startswith("Bắt buộc.")


def test_known_ids_are_offered_but_not_forced(forms: dict[str, Path]) -> None:
    school, office = opened(forms["T1-2024.xlsx"]), opened(forms["phong-gddt.xlsx"])
    offered = (
        (school, "Sử dụng dịch vụ", "Mã dịch vụ", ["DV-1", "DV-2"]),
        (office, "Danh sách trường", "Mã xã (đến 30/6/2025)", ["28051"]),
        (office, "Việc của phòng", "Mục trong kế hoạch", ["II.1.1"]),
    )
    for book, title, label, ids in offered:
        rule = rule_of(book[title], columns_of(book[title])[label])
        assert choices_of(book, rule) == ids
        assert rule.errorStyle == "warning"


def test_the_guide_warns_and_marks_samples(tmp_path: Path, forms: dict[str, Path]) -> None:
    def words(path: Path) -> str:
        return " ".join(str(cell.value) for row in opened(path)["Hướng dẫn"] for cell in row if cell.value)

    real = words(forms["T1-2024.xlsx"])
    assert "KHÔNG ghi họ tên" in real
    assert "Tổng đài 111" in real
    assert "DV-1 Dịch vụ Mẫu A" in real
    assert "DỮ LIỆU MẪU" not in real
    [sample] = write_templates(tmp_path, schools=[SCHOOL], sample=True)
    assert words(sample).startswith("DỮ LIỆU MẪU")


def test_names_that_look_like_formulas_stay_names(forms: dict[str, Path]) -> None:
    problems = read_file(forms["phong-gddt.xlsx"], "a")
    assert [row["name"] for row in files.table_of(problems, "communes")] == ["Xã Mỹ Thạnh", "=Xã"]
    guide = opened(forms["T1-2024.xlsx"])["Hướng dẫn"]
    assert [cell.data_type for row in guide for cell in row if cell.value == "=1+1"] == ["s"]


def test_the_same_content_is_the_same_bytes(tmp_path: Path, forms: dict[str, Path]) -> None:
    [again] = write_templates(tmp_path, schools=[SCHOOL], services=SERVICES, plan=PLAN)
    assert again.read_bytes() == forms["T1-2024.xlsx"].read_bytes()


# Filled in and read back

#: The cells that a clerk types, by header, and what they must be read as.
Typed = Mapping[str, tuple[object, str | None]]

SCHOOL_CELLS: dict[str, list[Typed]] = {
    "Hoạt động": [
        {
            "Mã hoạt động": ("HD-01", "HD-01"),
            "Ngày tổ chức": (date(2024, 3, 5), "2024-03-05"),
            "Loại hoạt động": ("Tuyên truyền", "awareness"),
            "Đối tượng": ("pupils", "pupils"),
            "Nội dung": ("Bảo vệ thông tin cá nhân; internet_social", "internet_social;personal_data"),
            "Từ khối": (1, "1"),
            "Đến khối": (None, None),
            "Hình thức": ("TRỰC TIẾP", "in_person"),
            "Lượt tham gia": (1200, "1200"),
            "Đơn vị tổ chức": ("Nhà trường", "school"),
        },
        {"Mã hoạt động": ("HD-02", "HD-02"), "Ngày tổ chức": ("7/4/2024", "2024-04-07")},
    ],
    "Vụ việc": [
        {
            "Mã vụ việc": ("VV-01", "VV-01"),
            "Nhóm nguy cơ": ("Đe dọa, tống tiền", "threat_extortion"),
            "Nhóm tuổi": ("9-11", "9-11"),
            "Tiếp nhận lúc": (datetime.fromisoformat("2024-03-06 09:05"), "2024-03-06 09:05"),
            "Chuyển tin lúc": ("06/03/2024 10:00", "2024-03-06 10:00"),
            "Đánh giá lúc": (date(2024, 3, 7), "2024-03-07"),
            "Mở lại (có/không)": ("Không", "0"),
        }
    ],
    "Sử dụng dịch vụ": [{"Mã dịch vụ": ("DV-1", "DV-1"), "Số học sinh dùng": (280, "280")}],
}

OFFICE_CELLS: dict[str, list[Typed]] = {
    "Danh sách trường": [
        {
            "Mã trường": ("T1", "T1"),
            "Tên trường": ("  Trường  TH Mẫu 91 ", "Trường TH Mẫu 91"),
            "Cấp học": ("Tiểu học và trung học cơ sở", "TH&THCS"),
            "Mã xã (đến 30/6/2025)": (28051, "28051"),
            "Vĩ độ": (10.6196, "10.6196"),
        }
    ],
    "Danh mục dịch vụ": [{"Mã dịch vụ": ("DV-1", "DV-1"), "Sản phẩm Việt Nam (có/không)": ("x", "1")}],
    "Nhận báo cáo": [
        {
            "Mã trường": ("T1", "T1"),
            "Năm": (2024, "2024"),
            "Ngày nhận báo cáo": (date(2024, 11, 28), "2024-11-28"),
            "Tình trạng": ("Đã nhận", "received"),
        }
    ],
    "Kinh phí": [
        {
            "Năm": (2024, "2024"),
            "Nguồn": ("Ngân sách nhà nước", "state"),
            "Đã chi (đồng)": (9 * 10**9, "9000000000"),
        }
    ],
}


def filled(source: Path, path: Path, cells: Mapping[str, Sequence[Typed]]) -> FileRead:
    """Type the cells into a template below what it came with, save it and read it."""
    book = load_workbook(source)
    for title, rows in cells.items():
        sheet, columns = book[title], columns_of(book[title])
        for number, row in enumerate(rows, sheet.max_row + 1):
            for header, (typed, _) in row.items():
                sheet.cell(number, columns[header]).value = typed
    book.save(path)
    book.close()
    return read_file(path, path.name)


@pytest.mark.parametrize(
    ("name", "cells", "given"),
    [
        ("T1-2024.xlsx", SCHOOL_CELLS, {"school_id": "T1", "year": "2024", "payer": "T1"}),
        ("phong-gddt.xlsx", OFFICE_CELLS, {"payer": "office"}),
    ],
)
def test_what_is_typed_is_what_is_read(
    tmp_path: Path,
    forms: dict[str, Path],
    name: str,
    cells: Mapping[str, Sequence[Typed]],
    given: Mapping[str, str],
) -> None:
    problems = filled(forms[name], tmp_path / name, cells)
    assert problems.problems == ()
    for title, typed in cells.items():
        [sheet] = [sheet for sheet in problems.sheets if sheet.title == title]
        table = TABLES[sheet.table]
        read = [{key: text for key, text in row.items() if key != "_row"} for row in files.rows_of(sheet)]
        labels = {header: column.name for header in typed[0] if (column := column_headed(table, header))}
        expected = [
            {column.name: given.get(column.name) for column in table.columns}
            | {labels[header]: text for header, (_, text) in row.items()}
            for row in typed
        ]
        assert read == [{key: row[key] for key in read[0]} for row in expected]
        assert all(set(row) == set(table.names) for row in read)


def test_counts_typed_beside_what_came_filled_in(tmp_path: Path, forms: dict[str, Path]) -> None:
    book = load_workbook(forms["T1-2024.xlsx"])
    for row, (classes, pupils) in enumerate([(3, 95), (3, 90)], 2):
        book["Quy mô học sinh"].cell(row, 2).value = classes
        book["Quy mô học sinh"].cell(row, 3).value = pupils
    book["Nội dung báo cáo"]["B2"] = 1
    book["Kinh phí"]["C4"] = 0
    book.save(tmp_path / "a.xlsx")
    book.close()
    problems = read_file(tmp_path / "a.xlsx", "a.xlsx")
    assert problems.problems == ()
    grades = [(row["_row"], row["grade"], row["pupils"]) for row in files.table_of(problems, "enrolment")]
    assert grades == [(2, "1", "95"), (3, "2", "90")]
    [answer] = files.table_of(problems, "statements")
    assert (answer["item"], answer["value"], answer["year"]) == ("online_teaching_rule", "1", "2024")
    [funds] = files.table_of(problems, "funding")
    assert (funds["payer"], funds["source"], funds["planned_vnd"], funds["spent_vnd"]) == (
        "T1",
        "foreign",
        None,
        "0",
    )


# From what is published


def test_before_anything_is_published_the_office_begins_with_the_communes(tmp_path: Path) -> None:
    [path] = write_from_snapshot(Store(tmp_path / "none"), tmp_path / "forms", years=[2024])
    problems = read_file(path, path.name)
    assert problems.problems == ()
    assert {sheet.table for sheet in problems.sheets if files.rows_of(sheet)} == {"communes"}
    assert {row["kind"] for row in files.table_of(problems, "communes")} == {"thi_tran", "xa", "phuong"}
    with pytest.raises(UnusableCall, match="T1"):
        write_from_snapshot(Store(tmp_path / "none"), tmp_path / "forms", schools=["T1"])


def test_the_sample_s_schools_get_marked_workbooks_the_office_a_real_one(
    published_sample: Path, tmp_path: Path
) -> None:
    store = Store(published_sample)
    written = write_from_snapshot(store, tmp_path / "forms", years=[2022])
    assert {path.name for path in written} >= {"phong-gddt.xlsx", "MAU-01-2022.xlsx"}
    marked = {path.name: opened(path)["Hướng dẫn"]["A1"].value for path in written[:2]}
    assert marked["MAU-01-2022.xlsx"] == "DỮ LIỆU MẪU"
    assert marked["phong-gddt.xlsx"] != "DỮ LIỆU MẪU"
    assert files.table_of(read_file(written[0], "a"), "schools") == []


def test_the_office_s_workbook_comes_with_its_rows_and_can_be_sent_back(
    published_world: Path, tmp_path: Path
) -> None:
    store = Store(published_world)
    written = write_from_snapshot(store, tmp_path / "forms")
    names = [path.name for path in written]
    # C1 opened in August 2022 and closed in May 2025.
    assert [name for name in names if name.startswith("C1")] == [
        f"C1-{year}.xlsx" for year in range(2022, 2026)
    ]
    assert [name for name in names if name.startswith("T1")] == [
        f"T1-{year}.xlsx" for year in range(2021, 2026)
    ]
    outcome = check([written[0]], store, as_of=AS_OF)
    assert [problem.line() for problem in outcome.problems] == []
    office = read_file(written[0], "a")
    for table in ("communes", "schools", "services", "network_members", "office_actions", "reports"):
        columns = [name for name in TABLES[table].names if name not in ("lat", "lon")]
        sent = [{name: row.get(name) or None for name in columns} for row in world()[table]]
        key = sorted([str(row) for row in sent])
        read = [{name: row[name] for name in columns} for row in files.table_of(office, table)]
        assert sorted(str(row) for row in read) == key


@pytest.mark.parametrize(("asked", "said"), [({"schools": ["T9"]}, "T9"), ({"years": [1999]}, "1999")])
def test_an_unknown_school_or_year_is_an_unusable_call(
    published_world: Path, tmp_path: Path, asked: dict[str, list[str]], said: str
) -> None:
    store = Store(published_world)
    with pytest.raises(UnusableCall) as unusable:
        write_from_snapshot(store, tmp_path / "forms", **asked)  # type: ignore[arg-type]
    assert said in unusable.value.message("vi")
    assert re.search("T1|2021", unusable.value.message("en"))
    assert not (tmp_path / "forms").exists()


def test_naming_a_school_writes_only_its_workbooks(published_world: Path, tmp_path: Path) -> None:
    store = Store(published_world)
    written = write_from_snapshot(store, tmp_path / "forms", schools=["T1"], years=[2023, 2024])
    assert [path.name for path in written] == ["T1-2023.xlsx", "T1-2024.xlsx"]
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in written}
    assert len(digests) == 2
