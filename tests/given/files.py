"""Real bytes of awkward files: workbooks spoilt in the ways that offices spoil them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import msoffcrypto
from openpyxl import Workbook

from data.contract import TABLES, Column
from data.intake import stage
from data.intake.delivery import FileRead, Sheet
from tests.given.contract_cells import cell
from tests.given.world import typed

#: The same sentences in Unicode and as glibc's iconv writes them in TCVN3 (ABC).
TCVN3 = {
    "Trường Tiểu học Mẫu 01 - xã Mỹ Thạnh": (b"Tr\xad\xeang Ti\xd3u h\xe4c M\xc9u 01 - x\xb7 M\xfc Th\xb9nh"),
    "Hoạt động, vụ việc, người dùng mạng xã hội": (
        b"Ho\xb9t \xae\xe9ng, v\xf4 vi\xd6c, ng\xad\xeai d\xefng m\xb9ng x\xb7 h\xe9i"
    ),
    "Quy mô học sinh; Đội ngũ; Khối lớp; giữ gìn, ngữ nghĩa, quyển sổ, tẻ nhạt": (
        b"Quy m\xab h\xe4c sinh; \xa7\xe9i ng\xf2; Kh\xe8i l\xedp; gi\xf7 g\xd7n, ng\xf7 ngh\xdca,"
        b" quy\xd3n s\xe6, t\xce nh\xb9t"
    ),
}

#: The same in VNI Windows, spelt by its published table.
VNI = {
    "Trường Tiểu học Mẫu 01 - xã Mỹ Thạnh": (
        b"Tr\xf6\xf4\xf8ng Tie\xe5u ho\xefc Ma\xe3u 01 - xa\xf5 My\xf5 Tha\xefnh"
    ),
    "Xin chào các bạn, đề nghị giữ gìn trật tự": (
        b"Xin cha\xf8o ca\xf9c ba\xefn, \xf1e\xe0 ngh\xf2 gi\xf6\xf5 g\xecn tra\xe4t t\xf6\xef"
    ),
    "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO": b"PHO\xd8NG GIA\xd9O DU\xcfC VA\xd8 \xd1A\xd8O TA\xcfO",
}

Rows = Sequence[Sequence[object]]


def rest(table: str, *written: str) -> list[Column]:
    """The table's columns that a test does not write itself; its sheets and CSVs have them behind its own."""
    return [column for column in TABLES[table].columns if column.name not in written]


def labels(columns: Sequence[Column]) -> list[str]:
    """The headings of columns in a workbook."""
    return [column.label.in_language("vi") for column in columns]


def cells(table: str, columns: Sequence[Column]) -> list[object]:
    """A value that each column takes, as a workbook holds it."""
    return [typed(column.kind, cell(TABLES[table], column)) for column in columns]


_OTHERS = rest("enrolment", "school_id", "year", "grade", "classes", "pupils")
ENROLMENT = ("Khối lớp *", "Số lớp *", "Số học sinh *", *labels(_OTHERS))
#: The same in a CSV, and what stands in a line behind the number of pupils.
ENROLMENT_CSV = ",".join(["school_id,year,grade,classes,pupils", *(column.name for column in _OTHERS)])
REST = "".join("," + cell(TABLES["enrolment"], column) for column in _OTHERS)


def grade(number: object, classes: object, pupils: object) -> list[object]:
    """A row below ENROLMENT."""
    return [number, classes, pupils, *cells("enrolment", _OTHERS)]


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Save an .xlsx with these sheets; text that begins with = is a formula, as in Excel."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    book.close()
    return path


def school_guide(school_id: object = "T1", year: object = 2024) -> Rows:
    """The guide sheet's rows of a school's workbook."""
    return [
        ["Sổ số liệu"],
        ["Đơn vị lập", "Trường TH Mẫu 91"],
        ["Mã trường", school_id],
        ["Năm báo cáo", year],
    ]


def office_guide() -> Rows:
    """The guide sheet's rows of the office's workbook."""
    return [["Sổ số liệu"], [None, "Đơn vị lập:", None, "Phòng Giáo dục và Đào tạo"]]


def school_book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Save the workbook of school T1 for 2024 with these sheets."""
    return workbook(path, {"Hướng dẫn": school_guide(), **sheets})


def with_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Replace or add parts of a saved workbook's archive."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (content | dict(parts)).items():
            archive.writestr(name, part)
    return path


def part(path: Path, name: str) -> bytes:
    """One part of a saved workbook's archive."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def encrypted(path: Path, source: Path) -> Path:
    """The workbook `source` behind a password, as Excel saves it."""
    with source.open("rb") as plain, path.open("wb") as sealed:
        msoffcrypto.OfficeFile(plain).encrypt("matkhau", sealed)
    return path


def understated_bomb(path: Path, source: Path) -> Path:
    """A workbook whose archive says that a part of 300 MB is 100 bytes long."""
    with_parts(path=_copy(source, path), parts={"xl/worksheets/sheet1.xml": b" " * (300 * 2**20)})
    content = bytearray(path.read_bytes())
    real = struct.pack("<I", 300 * 2**20)
    at = content.find(real)
    while at >= 0:
        content[at : at + 4] = struct.pack("<I", 100)
        at = content.find(real, at + 4)
    path.write_bytes(content)
    return path


def archive_of(names: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return packed.getvalue()


def rows_of(sheet: Sheet) -> list[dict[str, object]]:
    """The sheet's rows as DuckDB stages them, by column name."""
    with duckdb.connect() as connection:
        stage(connection, sheet, "staged")
        cursor = connection.execute("SELECT * FROM staged ORDER BY _row")
        names = [name for name, *_ in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def table_of(read: FileRead, table: str) -> list[dict[str, object]]:
    """The rows of one table of a file."""
    return rows_of(next(sheet for sheet in read.sheets if sheet.table == table))


def places(read: FileRead) -> list[tuple[str, str, int, str]]:
    """(code, sheet, row, column) of every problem; each message is tried in both languages."""
    for problem in read.problems:
        assert problem.file == read.name
        assert problem.line("vi") != problem.line("en")
    return [(p.code, p.sheet, p.row, p.column) for p in read.problems]


def _copy(source: Path, path: Path) -> Path:
    path.write_bytes(source.read_bytes())
    return path
