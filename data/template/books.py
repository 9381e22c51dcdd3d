"""Whole reporting workbooks: a school's for one year, and the office's own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from data.contract import GRADES, PLAN_TABLES, TABLES, Column, Table
from data.intake.cells import cell_text
from data.intake.delivery import Book
from data.intake.identity import OFFICE_NAME, SCHOOL_ID, SENDER, YEAR, given_columns
from data.intake.issued import fingerprint, mark
from data.intake.words import LISTS, yes_or_no
from data.sqlfiles import QUERIES, read_folder
from data.template.guide import add_guide
from data.template.sheets import Row, add_table, cell_value
from data.words import HOME, each

#: (id, name) pairs.
Words = Sequence[tuple[str, str]]

OFFICE_FILE = "phong-gddt.xlsx"
#: The time stamp of every part of a workbook, so that the same content gives the same bytes.
_STAMP = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class SchoolLine:
    """One school of the register; `years` are the years in which it was open."""

    school_id: str
    name: str
    level: str
    years: tuple[int, ...]


def write_templates(
    folder: Path,
    *,
    schools: Sequence[SchoolLine],
    services: Words = (),
    office_rows: Mapping[str, Sequence[Row]] | None = None,
    plan: Row | None = None,
    sample: bool = False,
) -> list[Path]:
    """Write a workbook for each school and year, and the office's own when `office_rows` is given.

    `services` are (id, name) pairs for the schools' lists; `office_rows` are the prefilled rows of the
    office's workbook by table and column name (may be empty); `plan` is the row of the plan, whose
    short title heads every guide. `sample` marks all workbooks as sample data. Returns the paths written;
    OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    if office_rows is not None:
        written.append(folder / OFFICE_FILE)
        _save(_office_book(office_rows, plan, sample), written[-1])
    for school in schools:
        for year in school.years:
            written.append(folder / f"{school.school_id.replace('/', '-')}-{year}.xlsx")
            _save(_school_book(school, year, services, plan, sample), written[-1])
    return written


def school_tables() -> tuple[Table, ...]:
    """The tables of a school's workbook, in order."""
    return tuple(table for table in TABLES.values() if "school" in table.senders)


def office_tables() -> tuple[Table, ...]:
    """The tables of the office's workbook, in order."""
    return tuple(table for table in TABLES.values() if "office" in table.senders)


def columns_in(table: Table, book: Book) -> tuple[Column, ...]:
    """The columns of the table's sheet in this workbook: those that the guide does not give."""
    given = given_columns(table, book)
    return tuple(column for column in table.columns if column.name not in given)


def _school_book(school: SchoolLine, year: int, services: Words, plan: Row | None, sample: bool) -> Workbook:
    book = Book("school", school.school_id, year)
    identity = (
        (SENDER.in_language(HOME), school.name),
        (SCHOOL_ID.in_language(HOME), school.school_id),
        (YEAR.in_language(HOME), year),
    )
    words = {"Mã dịch vụ đang dùng": services} if services else {}
    workbook = _workbook()
    add_guide(workbook, identity, school_tables(), words, office=False, sample=sample, plan=_title(plan))
    known = {"services.service_id": [service_id for service_id, _ in services]}
    for table in school_tables():
        rows = _prefilled(table, school.level)
        add_table(workbook, table, columns_in(table, book), rows, known)
    return workbook


def _office_book(rows: Mapping[str, Sequence[Row]], plan: Row | None, sample: bool) -> Workbook:
    identity = ((SENDER.in_language(HOME), OFFICE_NAME.in_language(HOME)),)
    workbook = _workbook()
    indicators = read_folder(QUERIES / "indicators")
    words = {
        "Mã chỉ tiêu": [(code, file.label("title").in_language(HOME)) for code, file in indicators.items()]
    }
    add_guide(workbook, identity, office_tables(), words, office=True, sample=sample, plan=_title(plan))
    known = {
        "communes.code": _ids(rows.get("communes", ()), "code"),
        "schools.school_id": _ids(rows.get("schools", ()), "school_id"),
        "paragraphs.paragraph": [str(row["paragraph"]) for row in rows.get("paragraphs", ())],
        "periods.year": [str(row["year"]) for row in rows.get("periods", ())],
    }
    units_from = plan.get("units_from") if plan else None
    for table in office_tables():
        columns = columns_in(table, Book("office"))
        if isinstance(units_from, date):
            columns = tuple(_dated(column, units_from) for column in columns)
        add_table(workbook, table, columns, rows.get(table.name, ()), known)
    _mark_as_issued(workbook, rows)
    return workbook


def _title(plan: Row | None) -> str:
    return str(plan[f"short_title_{HOME}"]) if plan else ""


def _dated(column: Column, units_from: date) -> Column:
    """The column; its label gets its days where it is valid only before or since the change of units."""
    days = {
        "commune_code": f"đến {_written(units_from - timedelta(days=1))}",
        "successor_code": f"từ {_written(units_from)}",
    }
    if column.name not in days or column.note is None:
        return column
    return replace(column, label=each(lambda lang: f"{column.label.in_language(lang)} ({days[column.name]})"))


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _mark_as_issued(workbook: Workbook, rows: Mapping[str, Sequence[Row]]) -> None:
    """Store a fingerprint of each sheet of the plan, so that an unchanged sheet does not count as sent."""
    lists = workbook[LISTS]
    position = lists.max_column + 1
    for number, table in enumerate(PLAN_TABLES, 1):
        texts = (
            [_text(column, row.get(column.name)) for column in table.columns]
            for row in rows.get(table.name, ())
        )
        lists.cell(number, position, mark(table.name, fingerprint(texts)))


def _text(column: Column, value: object) -> str:
    """The text that reading the workbook gives for this value."""
    shown = cell_value(column, value)
    if shown is None:
        return ""
    assert isinstance(shown, str | int | float | date)
    return yes_or_no(shown) if column.kind == "flag" and isinstance(shown, str) else cell_text(column, shown)


def _workbook() -> Workbook:
    workbook = Workbook()
    lists = workbook.worksheets[0]
    lists.title, lists.sheet_state = LISTS, "hidden"
    return workbook


def _prefilled(table: Table, level: str) -> list[Row]:
    """The prefilled rows of a school's sheet: its grades, the report's items, the sources."""
    if not table.prefilled:
        return []
    column = table.column(table.prefilled[0])
    values: Sequence[object] = tuple(column.allowed) or tuple(GRADES[level])
    return [{column.name: value} for value in values]


def _ids(rows: Sequence[Row], column: str) -> list[str]:
    return sorted({str(row[column]) for row in rows})


def _save(workbook: Workbook, path: Path) -> None:
    """Save with fixed time stamps: openpyxl writes the present time in three places."""
    workbook.active = 0
    workbook.properties.creator = OFFICE_NAME.in_language(HOME)
    draft = io.BytesIO()
    workbook.save(draft)
    workbook.close()
    with zipfile.ZipFile(draft) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == "docProps/core.xml":
                stamp = "{}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*_STAMP).encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            entry = zipfile.ZipInfo(part.filename, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
