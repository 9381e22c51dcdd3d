"""Every kind of file that cannot be read, or only in part, as real bytes: what is said, and where."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tracemalloc
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from unicodedata import normalize

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from data.contract import TABLES
from data.intake import UnusableCall, find_files, label_map, read_file, stage
from data.intake.delivery import Book, CsvText, FileRead
from data.intake.encodings import decode_1258, decode_tcvn3, decode_vni, legacy_font, legacy_page
from data.intake.findings import LIMIT
from data.intake.words import clean, shown
from tests import ROOT
from tests.given import files

GRADES: files.Rows = [files.ENROLMENT, files.grade(1, 2, 60), files.grade(2, 2, 58)]
HEADER, REST = files.ENROLMENT_CSV, files.REST
#: A line of a CSV without a value.
EMPTY = "," * HEADER.count(",")


moment = datetime.fromisoformat


def read(path: Path) -> FileRead:
    return read_file(path, path.name)


def problems(path: Path) -> list[tuple[str, str, int, str]]:
    return files.places(read(path))


def code_of(path: Path) -> str:
    """The only problem of a file that cannot be read at all."""
    file = read(path)
    assert file.sheets == ()
    [(code, sheet, _, column)] = files.places(file)
    assert sheet == column == ""
    return code


def grades_csv(folder: Path, text: str | bytes, name: str = "enrolment.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# Which files, and what they are called


def test_files_in_folders_are_found_in_order_without_by_products(tmp_path: Path) -> None:
    for name in ("b.csv", "a/c.xlsx", "~$b.xlsx", ".hidden/d.csv", ".e.csv", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert [name for _, name in find_files([tmp_path])] == ["a/c.xlsx", "b.csv"]
    assert [name for _, name in find_files([tmp_path / "b.csv", tmp_path])] == ["a/c.xlsx", "b.csv"]


def test_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / "one" / "schools.csv", tmp_path / "two" / "schools.csv"]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(b"x")
    assert [name for _, name in find_files(paths)] == ["one/schools.csv", "two/schools.csv"]


def test_a_missing_path_is_an_unusable_call_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(UnusableCall) as missing:
        find_files([tmp_path / "không-có"])
    assert "không-có" in missing.value.message("vi")
    assert "does not exist" in missing.value.message("en")
    with pytest.raises(UnusableCall, match="không có tệp nào"):
        find_files([tmp_path])


def test_a_file_that_vanishes_or_is_a_folder_is_a_problem(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone.xlsx") == "unreadable_file"
    (tmp_path / "folder.csv").mkdir()
    assert code_of(tmp_path / "folder.csv") == "unreadable_file"


# Not readable: workbooks


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("bao-cao.pdf", b"%PDF-1.7\n...", "PDF"),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("trang.xls", b"<html><table></table></html>", "HTML"),
        ("bao-cao.xlsx", "Mã trường,Năm".encode(), ".xlsx"),
        ("ghi-chu.txt", b"abc", ".txt"),
        ("khong-duoi", b"abc", "khong-duoi"),
        ("van-ban.docx", files.archive_of({"word/document.xml": b"<w/>"}), "Word"),
        ("so.xlsb", files.archive_of({"xl/workbook.bin": b""}), ".xlsb"),
        ("so.ods", files.archive_of({"content.xml": b"<o/>"}), "OpenDocument"),
        ("nen.zip", files.archive_of({"a.txt": b"a"}), "ZIP"),
        ("macro.xlsm", files.archive_of({"xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b""}), "macro"),
        ("cu.xls", bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le"), "97–2003"),
        ("cu.doc", bytes.fromhex("D0CF11E0A1B11AE1") + "WordDocument".encode("utf-16-le"), "Word"),
    ],
)
def test_a_wrong_type_is_named(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert code_of(path) == "wrong_type"
    assert word in read(path).problems[0].message("vi")


def test_a_workbook_is_known_by_its_content_not_by_its_ending(tmp_path: Path) -> None:
    path = files.school_book(tmp_path / "enrolment.csv", {"Quy mô học sinh": GRADES})
    assert problems(path) == []
    assert read(path).book == Book("school", "T1", 2024)


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    plain = files.school_book(tmp_path / "plain.xlsx", {"Quy mô học sinh": GRADES})
    assert code_of(files.encrypted(tmp_path / "sealed.xlsx", plain)) == "encrypted"


def test_a_workbook_cut_short_anywhere(tmp_path: Path) -> None:
    whole = files.school_book(tmp_path / "whole.xlsx", {"Quy mô học sinh": GRADES}).read_bytes()
    path = tmp_path / "cut.xlsx"
    for length in (4, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert code_of(path) == "broken_workbook"


@pytest.mark.parametrize("name", ["a.xlsx", "enrolment.csv"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert code_of(tmp_path / name) == "empty_file"


def test_a_file_above_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(51 * 2**20)
    assert code_of(path) == "file_too_large"
    assert "51 MB" in read(path).problems[0].message("vi")


def test_a_zip_bomb_is_refused_with_its_numbers(tmp_path: Path) -> None:
    path = files.school_book(tmp_path / "bomb.xlsx", {"Quy mô học sinh": GRADES})
    files.with_parts(path, {"xl/worksheets/sheet2.xml": b" " * (300 * 2**20)})
    assert code_of(path) == "zip_bomb"
    assert "300.0 MB" in read(path).problems[0].message("vi")


def test_a_zip_bomb_that_understates_its_size_is_never_unpacked(tmp_path: Path) -> None:
    plain = files.school_book(tmp_path / "plain.xlsx", {"Quy mô học sinh": GRADES})
    path = files.understated_bomb(tmp_path / "liar.xlsx", plain)
    tracemalloc.start()
    assert code_of(path) == "broken_workbook"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 * 2**20


def test_too_many_parts(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(files.archive_of({f"xl/part{number}.xml": b"" for number in range(2_001)}))
    assert code_of(path) == "zip_bomb"


@pytest.mark.parametrize("name", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_an_entity_bomb_does_not_go_off(tmp_path: Path, name: str) -> None:
    path = files.school_book(tmp_path / "bomb.xlsx", {"Quy mô học sinh": GRADES})
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{lols}]><worksheet>&l11;</worksheet>'
    assert code_of(files.with_parts(path, {name: bomb.encode()})) == "unsafe_xml"


def test_an_entity_bomb_in_utf_16_does_not_go_off(tmp_path: Path) -> None:
    path = files.school_book(tmp_path / "bomb.xlsx", {"Quy mô học sinh": GRADES})
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    files.with_parts(path, {"xl/worksheets/sheet2.xml": bomb.encode("utf-16")})
    assert problems(path) == [("unsafe_xml", "Quy mô học sinh", 0, "")]


def test_a_lone_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = files.school_book(tmp_path / "far.xlsx", {"Quy mô học sinh": GRADES})
    sheet = files.part(path, "xl/worksheets/sheet2.xml")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    files.with_parts(path, {"xl/worksheets/sheet2.xml": sheet.replace(b"</sheetData>", far)})
    assert problems(path) == [("sheet_too_wide", "Quy mô học sinh", 0, "")]
    assert "XFD1048576" in read(path).problems[0].message("vi")


@pytest.mark.parametrize("address", [b"A0", b"XFE1", b"A9999999", b"1A", b"a1", b""])
def test_an_impossible_address_is_a_broken_sheet(tmp_path: Path, address: bytes) -> None:
    path = files.school_book(tmp_path / "odd.xlsx", {"Quy mô học sinh": GRADES})
    sheet = files.part(path, "xl/worksheets/sheet2.xml").replace(b'r="A1"', b'r="' + address + b'"')
    files.with_parts(path, {"xl/worksheets/sheet2.xml": sheet})
    assert problems(path) == [("broken_workbook", "Quy mô học sinh", 0, "")]


def test_a_workbook_as_other_programs_write_it(tmp_path: Path) -> None:
    """Shared and rich strings, prefixed tags, absolute targets, cells without addresses."""
    path = files.school_book(tmp_path / "other.xlsx", {"Quy mô học sinh": GRADES})
    space = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    words = "<x:si><x:t>Khối lớp</x:t></x:si><x:si><x:r><x:t xml:space='preserve'>Số </x:t></x:r><x:r><x:t>lớp *</x:t></x:r></x:si>"
    header = '<x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="str"><x:v>pupils</x:v></x:c>'
    header += "".join(f'<x:c t="str"><x:v>{label}</x:v></x:c>' for label in files.ENROLMENT[3:])
    row = '<x:c r="A2"><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c><x:c><x:f>1+1</x:f><x:v>60</x:v></x:c>'
    sheet = f"<x:sheetData><x:row>{header}</x:row><x:row>{row}</x:row></x:sheetData>"
    relations = files.part(path, "xl/_rels/workbook.xml.rels")
    shared = b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
    files.with_parts(
        path,
        {
            "xl/sharedStrings.xml": f"<x:sst {space}>{words}</x:sst>".encode(),
            "xl/worksheets/sheet2.xml": f"<x:worksheet {space}>{sheet}</x:worksheet>".encode(),
            "xl/_rels/workbook.xml.rels": relations.replace(
                b"</Relationships>", shared + b' Target="sharedStrings.xml" Id="rId99"/></Relationships>'
            ).replace(b'Target="worksheets', b'Target="/xl/worksheets'),
        },
    )
    assert problems(path) == [("formula", "Quy mô học sinh", 2, "pupils")]
    [only] = files.table_of(read(path), "enrolment")
    assert (only["grade"], only["classes"], only["pupils"]) == ("1", "2", None)


# Whose workbook, and which sheets


def test_the_guide_says_whose_workbook_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    files.workbook(path, {"Guide": [["School id", "T1"], ["Reporting year", "2024"]], "enrolment": GRADES})
    assert read(path).book == Book("school", "T1", 2024)
    files.workbook(path, {"HƯỚNG  DẪN": files.office_guide(), "schools": [TABLES["schools"].names]})
    assert read(path).book == Book("office")
    files.workbook(path, {"enrolment": [("school_id", "year", *files.ENROLMENT), ("T1", 2024, *GRADES[1])]})
    file = read(path)
    assert file.book is None
    assert files.places(file) == []


@pytest.mark.parametrize(
    "guide",
    [files.school_guide(None), files.school_guide(year=None), files.school_guide(year="24"), [["Sổ"]]],
)
def test_a_guide_that_names_nobody_delivers_nothing(tmp_path: Path, guide: files.Rows) -> None:
    path = files.workbook(tmp_path / "a.xlsx", {"Hướng dẫn": guide, "Quy mô học sinh": GRADES})
    file = read(path)
    assert ("guide_incomplete", "Hướng dẫn", 0, "") in files.places(file)
    assert (file.book, file.sheets) == (None, ())


def test_sheets_are_known_by_label_or_name(tmp_path: Path) -> None:
    sheets: dict[str, files.Rows] = {
        " quy MÔ  học sinh ": GRADES,
        "Staffing": [TABLES["staffing"].names[2:], files.cells("staffing", TABLES["staffing"].columns[2:])],
    }
    file = read(files.school_book(tmp_path / "a.xlsx", sheets | {"_lists": [["abc"]]}))
    assert files.places(file) == []
    assert [sheet.table for sheet in file.sheets] == ["enrolment", "staffing"]


def test_sheets_that_do_not_belong(tmp_path: Path) -> None:
    sheets: dict[str, files.Rows] = {
        "Quy mô học sinh": GRADES,
        "Quy mô hoc sinh": GRADES,
        "enrolment": GRADES,
        "Danh sách trường": [TABLES["schools"].names],
        "Thời hạn": [TABLES["deadlines"].names],
        "Sheet1": [],
    }
    file = read(files.school_book(tmp_path / "a.xlsx", sheets))
    assert files.places(file) == [
        ("unknown_sheet", "Quy mô hoc sinh", 0, ""),
        ("double_sheet", "enrolment", 0, ""),
        ("not_your_sheet", "Danh sách trường", 0, ""),
        ("not_your_sheet", "Thời hạn", 0, ""),
        ("unknown_sheet", "Sheet1", 0, ""),
    ]
    assert "mẫu có: Quy mô học sinh;" in file.problems[0].message("vi")
    assert [sheet.title for sheet in file.sheets] == ["Quy mô học sinh"]


def test_a_workbook_without_any_table(tmp_path: Path) -> None:
    assert problems(files.school_book(tmp_path / "a.xlsx", {})) == [("no_tables", "", 0, "")]


# Columns


def test_columns_missing_double_and_extra_are_placed(tmp_path: Path) -> None:
    header = ("Khối lớp", "Số lớp", "classes", "Số hoc sinh", "Họ và tên", "0912345678", *files.ENROLMENT[3:])
    rows = [(), header, (1, 2, 3, 4, 5, 6, *GRADES[1][3:])]
    path = files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": rows})
    file = read(path)
    assert files.places(file) == [
        ("missing_column", "Quy mô học sinh", 2, "Số học sinh"),
        ("double_column", "Quy mô học sinh", 2, "classes"),
        ("extra_column", "Quy mô học sinh", 2, "Số hoc sinh"),
        ("extra_column", "Quy mô học sinh", 2, "Họ và tên"),
        ("extra_column", "Quy mô học sinh", 2, "09…"),
    ]
    assert "mẫu có: Số học sinh;" in file.problems[2].message("vi")
    assert not any("0912345678" in problem.line() for problem in file.problems)


@pytest.mark.parametrize("rows", [[], [(1, 2, 60), (2, 2, 58)], [("Tổng hợp quy mô",)]])
def test_no_header_row(tmp_path: Path, rows: files.Rows) -> None:
    path = files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": rows})
    assert problems(path) == [("no_header", "Quy mô học sinh", 1, "")]


def test_content_without_a_header_is_not_lost_in_silence(tmp_path: Path) -> None:
    rows = [(*GRADES[0], None), (*GRADES[1], None), (*GRADES[2], "chú thích")]
    path = files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": rows})
    behind = get_column_letter(len(GRADES[0]) + 1)
    assert problems(path) == [("no_column_header", "Quy mô học sinh", 3, behind)]


def test_headers_in_any_spelling_and_order_below_empty_rows(tmp_path: Path) -> None:
    header = (*files.ENROLMENT[3:], "SỐ\u00a0HỌC  SINH *", "grade", "Số lo\u031b\u0301p\u200b")
    first, second = ((*row[3:], row[2], row[0], row[1]) for row in GRADES[1:])
    path = files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": [(), (), header, first, (), second]})
    file = read(path)
    assert files.places(file) == []
    headers = {
        "pupils": "SỐ HỌC SINH", "grade": "grade", "classes": "Số lớp", "school_id": "Mã trường", "year": "Năm",
    }  # fmt: skip
    assert headers.items() <= file.sheets[0].headers.items()
    assert file.sheets[0].headers.keys() == set(TABLES["enrolment"].names)
    expected = [
        {"_row": 4, "pupils": "60", "grade": "1", "classes": "2", "school_id": "T1", "year": "2024"},
        {"_row": 6, "pupils": "58", "grade": "2", "classes": "2", "school_id": "T1", "year": "2024"},
    ]
    assert [
        {name: row[name] for name in expected[0]} for row in files.table_of(file, "enrolment")
    ] == expected


def test_a_legacy_font_is_named_in_headers_and_cells(tmp_path: Path) -> None:
    text = files.TCVN3["Quy mô học sinh; Đội ngũ; Khối lớp; giữ gìn, ngữ nghĩa, quyển sổ, tẻ nhạt"]
    path = files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": [text.decode("latin-1").split(";")]})
    assert problems(path) == [("legacy_font", "Quy mô học sinh", 1, "")]
    name = files.VNI["Trường Tiểu học Mẫu 01 - xã Mỹ Thạnh"].decode("latin-1")
    row = {"school_id": "T1", "name": name, "level": "TH", "commune_code": "28051"}
    rows = [TABLES["schools"].names, [row.get(column) for column in TABLES["schools"].names]]
    file = read(files.workbook(tmp_path / "b.xlsx", {"Hướng dẫn": files.office_guide(), "schools": rows}))
    assert files.places(file) == [("legacy_font", "schools", 2, "name")]
    assert "VNI" in file.problems[0].message("vi")
    assert files.table_of(file, "schools")[0]["name"] is None


# Own school and year


def test_a_school_and_year_that_are_written_must_be_the_workbook_s_own(tmp_path: Path) -> None:
    rows = [
        ("Mã trường", "Năm", *files.ENROLMENT),
        (None, None, *files.grade(1, 2, 60)),
        ("T1", 2024, *files.grade(2, 2, 58)),
        ("T2", 2023, *files.grade(3, 2, 50)),
    ]
    file = read(files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": rows}))
    assert files.places(file) == [
        ("other_school", "Quy mô học sinh", 4, "Mã trường"),
        ("other_year", "Quy mô học sinh", 4, "Năm"),
    ]
    assert [(row["school_id"], row["year"]) for row in files.table_of(file, "enrolment")] == [
        ("T1", "2024")
    ] * 3


def test_the_office_pays_for_what_its_own_workbook_says(tmp_path: Path) -> None:
    others = files.rest("funding", "payer", "year", "source", "planned_vnd", "spent_vnd")
    rows = [
        ("Năm", "Nguồn", "Dự toán (đồng)", "Đã chi (đồng)", *files.labels(others)),
        (2024, "Ngân sách nhà nước", 10**7, None, *files.cells("funding", others)),
    ]
    path = files.workbook(tmp_path / "a.xlsx", {"Hướng dẫn": files.office_guide(), "Kinh phí": rows})
    file = read(path)
    assert files.places(file) == []
    [row] = files.table_of(file, "funding")
    assert (row["payer"], row["source"], row["planned_vnd"]) == ("office", "state", "10000000")
    paid: files.Rows = [("Đơn vị chi", *rows[0]), ("T1", *rows[1])]
    files.workbook(path, {"Hướng dẫn": files.office_guide(), "Kinh phí": paid})
    assert problems(path) == [("other_school", "Kinh phí", 2, "Đơn vị chi")]


def test_rows_that_only_hold_what_the_template_came_with_are_no_rows(tmp_path: Path) -> None:
    rows: files.Rows = [*GRADES[:2], (2, None, None), (3, None, " "), (4, None, 0)]
    file = read(files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": rows}))
    assert [row["_row"] for row in files.table_of(file, "enrolment")] == [2, 5]
    rows = [TABLES["enrolment"].names, ("T1", 2024, 1, None, None)]
    file = read(files.workbook(tmp_path / "b.xlsx", {"enrolment": rows}))
    assert [row["_row"] for row in files.table_of(file, "enrolment")] == [2]


# Cells


def test_formulas_errors_and_numbers_kept_as_text_are_found_and_left_empty(tmp_path: Path) -> None:
    rows = [
        files.ENROLMENT,
        files.grade(1, "=1+1", 60),
        files.grade(2, 2, "#N/A"),
        files.grade(3, "2", "61"),
        files.grade("=1/0", " 4 ", "#DIV/0!"),
        files.grade(4, 2, "nhiều"),
    ]
    file = read(files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": rows}))
    sheet = "Quy mô học sinh"
    assert files.places(file) == [
        ("formula", sheet, 2, "Số lớp"),
        ("error_value", sheet, 3, "Số học sinh"),
        ("number_as_text", sheet, 4, "Số lớp"),
        ("number_as_text", sheet, 4, "Số học sinh"),
        ("formula", sheet, 5, "Khối lớp"),
        ("number_as_text", sheet, 5, "Số lớp"),
        ("error_value", sheet, 5, "Số học sinh"),
    ]
    assert [problem.values["actual"] for problem in file.problems] == [
        "B2",
        "#N/A",
        "2",
        "61",
        "A5",
        "4",
        "#DIV/0!",
    ]
    numbers = ("grade", "classes", "pupils")
    assert [[row[name] for name in numbers] for row in files.table_of(file, "enrolment")] == [
        ["1", None, "60"], ["2", "2", None], ["3", None, None], [None, None, None], ["4", "2", "nhiều"],
    ]  # fmt: skip


def test_a_formula_s_remembered_value_does_not_hide_it(tmp_path: Path) -> None:
    path = files.school_book(
        tmp_path / "a.xlsx", {"Quy mô học sinh": [GRADES[0], files.grade(1, 2, "=30+30")]}
    )
    sheet = (
        files.part(path, "xl/worksheets/sheet2.xml")
        .replace(b"<v />", b"<v>60</v>")
        .replace(b"<v></v>", b"<v>60</v>")
    )
    assert b"<v>60</v>" in sheet
    files.with_parts(path, {"xl/worksheets/sheet2.xml": sheet})
    assert problems(path) == [("formula", "Quy mô học sinh", 2, "Số học sinh")]


def test_cells_that_an_array_formula_fills_are_formulas_too(tmp_path: Path) -> None:
    path = files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": GRADES})
    sheet = files.part(path, "xl/worksheets/sheet2.xml")
    spilled = b'<c r="C2"><f t="array" ref="C2:C3">B2:B3*30</f><v>60</v></c>'
    at = sheet.index(b'<c r="C2"')
    sheet = sheet[:at] + spilled + sheet[sheet.index(b"</c>", at) + 4 :]
    files.with_parts(path, {"xl/worksheets/sheet2.xml": sheet})
    assert [(code, row) for code, _, row, _ in problems(path)] == [("formula", 2), ("formula", 3)]


def activity(path: Path, **cells: object) -> list[dict[str, object]]:
    """The row of a school's workbook whose activity has these cells."""
    names = TABLES["activities"].names
    file = read(files.school_book(path, {"Hoạt động": [names, [cells.get(name) for name in names]]}))
    assert files.places(file) == []
    return files.table_of(file, "activities")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (date(2024, 3, 5), "2024-03-05"),
        (moment("2024-03-05"), "2024-03-05"),
        (moment("2024-03-05 07:30"), "2024-03-05 07:30"),
        ("05/03/2024", "2024-03-05"),
        (" 5/3/2024 ", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T07:30:00", "2024-03-05 07:30"),
        ("30/02/2024", "30/02/2024"),
        ("03/25/2024", "03/25/2024"),
        ("05/03/24", "05/03/24"),
        ("tháng  ba", "tháng ba"),
        (45356, "45356"),
    ],
)
def test_dates_become_iso_or_stay_as_written(tmp_path: Path, written: object, text: str) -> None:
    assert activity(tmp_path / "a.xlsx", held_on=written)[0]["held_on"] == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (moment("2024-03-06 09:00"), "2024-03-06 09:00"),
        (moment("2024-03-06 09:00:59"), "2024-03-06 09:00"),
        (moment("2024-03-06 23:59:59"), "2024-03-06 23:59"),
        (date(2024, 3, 6), "2024-03-06"),
        ("06/03/2024 9:05", "2024-03-06 09:05"),
        ("6/3/2024 09:05:59", "2024-03-06 09:05"),
        ("06/03/2024 00:00", "2024-03-06 00:00"),
        ("06/03/2024", "2024-03-06"),
        ("06/03/2024 25:00", "06/03/2024 25:00"),
        ("2024-03-04T09:00:00+07:00", "2024-03-04 09:00"),
        ("2024-03-04T09:00:00.5+0700", "2024-03-04 09:00"),
        ("2024-03-04 09:00+07", "2024-03-04 09:00"),
        ("2024-03-04T09:00:00Z", "2024-03-04T09:00:00Z"),
        (time(9, 5), "09:05:00"),
    ],
)
def test_moments_become_iso_or_stay_as_written(tmp_path: Path, written: object, text: str) -> None:
    rows = [("incident_id", "received_at"), ("VV-1", written)]
    file = read(files.school_book(tmp_path / "a.xlsx", {"Vụ việc": rows}))
    assert files.table_of(file, "incidents")[0]["received_at"] == text


def test_dates_counted_from_1904_are_the_same_dates(tmp_path: Path) -> None:
    path = files.school_book(
        tmp_path / "a.xlsx", {"Hoạt động": [TABLES["activities"].names, ("HD-1", "T1", date(2024, 3, 5))]}
    )
    workbook = re.sub(
        rb"<workbookPr ?/>", b'<workbookPr date1904="1" />', files.part(path, "xl/workbook.xml")
    )
    assert b"date1904" in workbook
    files.with_parts(path, {"xl/workbook.xml": workbook})
    assert files.table_of(read(path), "activities")[0]["held_on"] == "2028-03-06"


def test_numbers_text_and_choices_in_canonical_form(tmp_path: Path) -> None:
    [row] = activity(
        tmp_path / "a.xlsx",
        activity_id=12.0,
        kind=" tuyên  TRUYỀN ",
        audience="pupils",
        topics="Bảo vệ thông tin cá nhân;  internet_social ; personal_data;",
        channel="Tru\u031b\u0323c tie\u0302\u0301p",
        organiser="Hội Khuyến học\u00a0",
        grade_from=1.5,
    )
    assert row | {"_row": 2, "school_id": "T1"} == row
    assert (row["activity_id"], row["kind"], row["audience"]) == ("12", "awareness", "pupils")
    assert (row["topics"], row["channel"]) == ("internet_social;personal_data", "in_person")
    assert (row["organiser"], row["grade_from"]) == ("Hội Khuyến học", "1.5")


def test_the_map_of_labels_knows_codes_and_both_places_of_the_tone_mark() -> None:
    labels = label_map(TABLES["incidents"].column("category"))
    assert labels["fraud"] == labels["lừa đảo"] == "fraud"
    assert labels["đe doạ, tống tiền"] == labels["đe dọa, tống tiền"] == "threat_extortion"
    assert label_map(TABLES["schools"].column("level"))["th&thcs"] == "TH&THCS"
    assert label_map(TABLES["schools"].column("name")) == {}


def test_every_label_and_code_of_every_choice_is_known() -> None:
    for table in TABLES.values():
        for column in table.columns:
            labels = label_map(column)
            for code, label in column.allowed.items():
                assert {
                    labels[clean(text).casefold()]
                    for text in (code, label.in_language("vi"), label.in_language("en"))
                } == {code}


# Not readable: CSVs


@pytest.mark.parametrize("sentence", files.TCVN3)
def test_tcvn3_is_decoded_and_recognised(sentence: str) -> None:
    content = files.TCVN3[sentence]
    assert decode_tcvn3(content) == sentence
    assert legacy_page(content) == legacy_font(content.decode("latin-1")) == "TCVN3 (ABC)"


@pytest.mark.parametrize("sentence", files.VNI)
def test_vni_is_decoded_and_recognised(sentence: str) -> None:
    content = files.VNI[sentence]
    assert decode_vni(content) == sentence
    assert legacy_page(content) == legacy_font(content.decode("latin-1")) == "VNI Windows"


def windows_1258(sentence: str) -> bytes:
    """As Windows writes it: vowels whole where the page has them, the others' tone marks after them."""
    content = b""
    for sign in sentence:
        try:
            content += sign.encode("cp1258")
        except UnicodeEncodeError:
            parts = normalize("NFD", sign)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            content += (normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")
    return content


@pytest.mark.parametrize("sentence", [*files.TCVN3, *files.VNI])
def test_windows_1258_is_decoded_and_recognised(sentence: str) -> None:
    content = windows_1258(sentence)
    assert decode_1258(content) == sentence
    assert legacy_page(content) == "Windows-1258"


@pytest.mark.parametrize(
    "text", ["Bình Thành", "Hà Nội", "Mạng lưới bảo vệ trẻ em", "café", "naïve", "An Giang", "°"]
)
def test_real_text_is_not_taken_for_a_legacy_font(text: str) -> None:
    assert legacy_font(text) is None


@pytest.mark.parametrize(("page", "sentences"), [("TCVN3 (ABC)", files.TCVN3), ("VNI Windows", files.VNI)])
def test_a_csv_in_a_legacy_page_is_named(tmp_path: Path, page: str, sentences: dict[str, bytes]) -> None:
    content = b"school_id,name\nT1,abc\nT2," + b" ".join(sentences.values()) + b"\n"
    file = read(grades_csv(tmp_path, content, "schools.csv"))
    assert files.places(file) == [("legacy_encoding", "", 3, "")]
    assert page in file.problems[0].message("vi")


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (HEADER.encode() + b"\nT1,2024,1,2,\xff\xfe\n", "not_utf8", 2),
        (b"\xff\xfe" + HEADER.encode("utf-16-le"), "utf16", 0),
        (HEADER.encode("utf-16-be").join((b"\xfe\xff", b"")), "utf16", 0),
        (HEADER.encode() + b"\nT1,2024,1,2,\0\n", "nul_byte", 2),
        (HEADER.encode() + b"\n" + b"x" * (6 * 2**20), "long_line", 2),
    ],
)
def test_a_csv_that_is_no_utf_8_text(tmp_path: Path, content: bytes, code: str, row: int) -> None:
    path = grades_csv(tmp_path, content)
    assert read(path).sheets == ()
    assert problems(path) == [(code, "", row, "")]


@pytest.mark.parametrize(
    ("body", "code", "row"),
    [
        (f"T1,2024,1,2,60{REST}\nT1,2024,2,2{REST}\nT1,2024,3,2,60{REST}\n", "uneven_row", 3),
        (f"T1,2024,1,2,60{REST}\n\nT1,2024,2,2,58{REST},9\n", "uneven_row", 4),
        (f'T1,2024,1,2,60{REST}\n\n"T1\nT1",2024,2,2,58{REST}\nT1,2024\n', "uneven_row", 5),
        (f'T1,2024,1,2,60{REST}\nT1,2024,2,"2,58{REST}\nT1,2024,3,2,60{REST}\n', "broken_quotes", 3),
        (f'T1,2024,1,2,60{REST}\nT1,2024,2,"2"x,58{REST}\n', "broken_quotes", 3),
        ("T1,2024,1,2," + "6" * 200_000 + "\nT1,2024,2\n", "broken_quotes", 2),
    ],
)
def test_uneven_rows_and_open_quotes_are_placed(tmp_path: Path, body: str, code: str, row: int) -> None:
    assert (code, "", row, "") in problems(grades_csv(tmp_path, f"{HEADER}\n{body}"))


def test_a_csv_that_is_no_table_of_ours(tmp_path: Path) -> None:
    file = read(grades_csv(tmp_path, HEADER, "enrolments.csv"))
    assert files.places(file) == [("unknown_table", "", 0, "")]
    assert "enrolment (đuôi .csv)" in file.problems[0].message("vi")
    assert problems(grades_csv(tmp_path, HEADER, "ENROLMENT.CSV")) == []


def test_csv_columns_missing_double_and_extra(tmp_path: Path) -> None:
    header = HEADER.replace("classes,pupils", "grade,lop")
    file = read(grades_csv(tmp_path, f"{header}\nT1,2024,1,2,3{REST}\n"))
    assert files.places(file) == [
        ("missing_column", "", 1, "Số lớp"),
        ("missing_column", "", 1, "Số học sinh"),
        ("double_column", "", 1, "grade"),
        ("extra_column", "", 1, "lop"),
    ]
    [row] = files.table_of(file, "enrolment")
    assert row | {"_row": 2, "school_id": "T1", "year": "2024", "grade": "1"} == row
    assert row.keys() & {"classes", "pupils", "lop"} == set()


@pytest.mark.parametrize("content", ["\n\n", "\ufeff", " \n", "T1,2024,1,2,60\n", f"{EMPTY}\n"])
def test_a_csv_without_a_header(tmp_path: Path, content: str) -> None:
    assert [code for code, *_ in problems(grades_csv(tmp_path, content))] == ["no_header"]


@pytest.mark.parametrize(
    "content", [HEADER, f"{HEADER}\n", f"\ufeff{HEADER}\r\n", f"\n\n{HEADER}\n{EMPTY}\n"]
)
def test_a_header_alone_is_an_empty_table(tmp_path: Path, content: str) -> None:
    file = read(grades_csv(tmp_path, content))
    assert files.places(file) == []
    assert files.table_of(file, "enrolment") == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiters_line_ends_and_marks(tmp_path: Path, delimiter: str, end: str, mark: str) -> None:
    header = HEADER.replace("school_id", "Mã trường").replace("classes", '"Số lớp"')
    text = f'{mark}{header}\n"T1",2024,1,2,60{REST}\nT1,2024,2,,{REST}\n'
    file = read(grades_csv(tmp_path, text.replace(",", delimiter).replace("\n", end)))
    assert files.places(file) == []
    behind = REST.split(",")[1:]
    assert [list(row.values()) for row in files.table_of(file, "enrolment")] == [
        [2, "T1", "2024", "1", "2", "60", *behind],
        [3, "T1", "2024", "2", None, None, *behind],
    ]


def test_blank_lines_do_not_shift_row_numbers(tmp_path: Path) -> None:
    text = f"{HEADER}\nT1,2024,1,2,60{REST}\n\n{EMPTY}\nT1,2024,2,2,58{REST}\n\n"
    file = read(grades_csv(tmp_path, text))
    assert [row["_row"] for row in files.table_of(file, "enrolment")] == [2, 5]


def test_csv_content_without_a_header_is_not_lost_in_silence(tmp_path: Path) -> None:
    text = f"{HEADER},\nT1,2024,1,2,60{REST},\nT1,2024,2,2,58{REST},chú thích\n"
    behind = get_column_letter(len(HEADER.split(",")) + 1)
    assert problems(grades_csv(tmp_path, text)) == [("no_column_header", "", 3, behind)]


def test_a_path_that_duckdb_would_take_for_a_pattern(tmp_path: Path) -> None:
    for folder in ("a1", "a[1]"):
        (tmp_path / folder).mkdir()
        grades_csv(tmp_path / folder, f"{HEADER}\n{folder},2024,1,2,60{REST}\n")
    [row] = files.table_of(read(tmp_path / "a[1]" / "enrolment.csv"), "enrolment")
    assert row["school_id"] == "a[1]"


def test_an_even_csv_is_left_to_duckdb_and_an_uneven_one_costs_no_flood(tmp_path: Path) -> None:
    even = grades_csv(tmp_path, HEADER + "\n" + f"T1,2024,1,2,60{REST}\n" * 100_000)
    assert isinstance(read(even).sheets[0].rows, CsvText)
    assert files.rows_of(read(even).sheets[0])[-1]["_row"] == 100_001
    uneven = read(grades_csv(tmp_path, HEADER + "\n" + "T1\n" * (LIMIT + 5)))
    assert len(uneven.problems) == LIMIT + 1
    assert uneven.problems[-1].code == "more_problems"
    assert "5" in uneven.problems[-1].message("vi")


def test_our_own_plan_files_are_read(tmp_path: Path) -> None:
    plan = ROOT / "data" / "plan"
    for path in plan.glob("*.csv"):
        file = read_file(path, path.name)
        assert files.places(file) == []
        assert [sheet.table for sheet in file.sheets] == [path.stem]


def test_staging_replaces_what_stood_there(tmp_path: Path) -> None:
    csv_sheet = read(grades_csv(tmp_path, f"{HEADER}\nT1,2024,1,2,60{REST}\n")).sheets[0]
    book_sheet = read(files.school_book(tmp_path / "a.xlsx", {"Quy mô học sinh": GRADES})).sheets[0]
    with duckdb.connect() as connection:
        for sheet, rows in ((csv_sheet, 1), (book_sheet, 2), (csv_sheet, 1)):
            stage(connection, sheet, "staged")
            assert connection.execute("SELECT count(*), typeof(any_value(_row)) FROM staged").fetchall() == [
                (rows, "INTEGER")
            ]


def test_files_can_be_removed_after_reading(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    grades_csv(folder, f"{HEADER}\nT1,2024,1,2,60{REST}\n")
    files.school_book(folder / "a.xlsx", {"Quy mô học sinh": GRADES})
    for path, name in find_files([folder]):
        read_file(path, name)
    shutil.rmtree(folder)


def test_what_is_shown_is_short_and_without_personal_data() -> None:
    assert shown("dòng 1\ndòng 2\x1b[31m") == "dòng 1 dòng 2[31m"
    assert len(shown("x" * 500)) == 60
    assert "912" not in shown("gọi 0912 345 678")
    assert "truong" not in shown("gửi truong@example.vn")


# Any bytes give a report


def never_raises(path: Path) -> None:
    file = read(path)
    files.places(file)
    for sheet in file.sheets:
        files.rows_of(sheet)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Whole files by name: a workbook with every kind of cell, and a CSV."""
    folder = tmp_path_factory.mktemp("whole")
    rows = [("incident_id", "received_at", "children"), ("VV-1", moment("2024-03-06 09:00"), "=1")]
    book = files.school_book(folder / "a.xlsx", {"Quy mô học sinh": GRADES, "Vụ việc": rows})
    return {
        "a.xlsx": book.read_bytes(),
        "enrolment.csv": f'{HEADER}\nT1,2024,"1",2,60{REST}\nMã,2,3,4,5{REST}\n'.encode(),
    }


bounded = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@bounded
@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xef\xbb\xbf", b"school_id,year\n"]),
)
def test_arbitrary_bytes(tmp_path: Path, start: bytes, content: bytes) -> None:
    for name in ("a.xlsx", "enrolment.csv"):
        (tmp_path / name).write_bytes(start + content)
        never_raises(tmp_path / name)


@bounded
@given(data=st.data(), name=st.sampled_from(["a.xlsx", "enrolment.csv"]))
def test_whole_files_with_bytes_changed(
    tmp_path: Path, whole: dict[str, bytes], data: st.DataObject, name: str
) -> None:
    content = bytearray(whole[name])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    (tmp_path / name).write_bytes(content[:cut] if data.draw(st.booleans()) else content)
    never_raises(tmp_path / name)


@bounded
@given(data=st.data())
def test_workbooks_with_the_bytes_of_a_part_changed(
    tmp_path: Path, whole: dict[str, bytes], data: st.DataObject
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole["a.xlsx"])
    names = [
        "workbook.xml",
        "_rels/workbook.xml.rels",
        "styles.xml",
        "worksheets/sheet2.xml",
        "worksheets/sheet3.xml",
    ]
    name = "xl/" + data.draw(st.sampled_from(names))
    content = bytearray(files.part(path, name))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=5)):
        content[at] = data.draw(st.sampled_from(list(b'<>/"=0129AZcrtsvf &;')))
    never_raises(files.with_parts(path, {name: bytes(content)}))


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\n \t", exclude_categories=["Cc"]), max_size=8
)


@bounded
@given(rows=st.lists(st.lists(cells, min_size=len(EMPTY) + 1, max_size=len(EMPTY) + 1), max_size=8))
def test_duckdb_and_python_read_the_same_rows(tmp_path: Path, rows: Sequence[Sequence[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER.split(","))
    writer.writerows(rows)
    plain = read(grades_csv(tmp_path, text.getvalue()))
    broken = read(grades_csv(tmp_path, text.getvalue() + "\n\n"))
    assert files.places(plain) == files.places(broken) == []
    expected = [[clean(str(cell or "")) for cell in row.values()] for row in files.rows_of(plain.sheets[0])]
    cells_of_broken = [[str(cell or "") for cell in row.values()] for row in files.rows_of(broken.sheets[0])]
    assert cells_of_broken == [row for row in expected if any(row[1:])]
    assert not isinstance(broken.sheets[0].rows, CsvText)
