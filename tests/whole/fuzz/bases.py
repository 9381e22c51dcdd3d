"""Real files to spoil: workbooks of the template filled with the sample's rows, and the sample's CSVs."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from data.contract import TABLES
from data.intake.delivery import Book
from data.publish import PLAN, SAMPLE
from data.template.books import (
    OFFICE_FILE,
    SchoolLine,
    columns_in,
    office_tables,
    school_tables,
    write_templates,
)
from tests.given.world import world, write_workbook

#: A workbook's parts by their path in the archive.
Parts = dict[str, bytes]
Row = Mapping[str, str]

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

SCHOOL = SchoolLine("MAU-05", "Trường TH Mẫu 05", "TH", (2024,))
#: Rows of the sample's CSVs that are spoilt; more would only take longer.
_ROWS = 60


def workbooks(folder: Path) -> Mapping[str, Parts]:
    """The parts of workbooks: a school's, filled and as sent out; the office's; whole tables."""
    blank, office = folder / "blank", folder / OFFICE_FILE
    write_templates(blank, schools=[SCHOOL], services=[("DV-01", "Dịch vụ Mẫu A")])
    write_templates(
        folder,
        schools=(),
        office_rows={"paragraphs": [{"paragraph": "IV.1.4", "label_vi": "Báo cáo", "label_en": "Report"}]},
    )
    empty = blank / "MAU-05-2024.xlsx"
    books = {
        "school": _filled(empty, Book("school", SCHOOL.school_id, 2024), folder / "school.xlsx"),
        "empty": empty,
        "office": _filled(office, Book("office"), folder / "office.xlsx"),
        "tables": write_workbook(world(), folder / "tables.xlsx"),
    }
    parts = {name: parts_of(path.read_bytes()) for name, path in books.items()}
    return parts | {f"{name}, as Excel saves it": _shared(parts[name]) for name in ("school", "tables")}


def csvs() -> Mapping[str, bytes]:
    """The first rows of each of the sample's CSVs and its plan's, by table."""
    heads = {}
    for path in sorted([*SAMPLE.glob("*.csv"), *PLAN.glob("*.csv")]):
        lines = path.read_bytes().splitlines(keepends=True)
        heads[path.stem] = b"".join(lines[: _ROWS + 1])
    return heads


def parts_of(content: bytes) -> Parts:
    """The parts of a workbook that is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _filled(blank: Path, book: Book, target: Path) -> Path:
    """The workbook with the sample's rows of its sender, saved as `target`."""
    workbook = load_workbook(blank)
    for table in school_tables() if book.kind == "school" else office_tables():
        sheet = workbook[table.label.in_language("vi")]
        columns = columns_in(table, book)
        for number, row in enumerate(_sample_rows(table.name, book)[:_ROWS], 2):
            for position, column in enumerate(columns, 1):
                sheet.cell(number, position).value = _cell(column.kind, row[column.name])
    workbook.save(target)
    workbook.close()
    return target


def _sample_rows(table: str, book: Book) -> list[Row]:
    """The sample's rows that this sender may send."""
    rows = [row for row in _csv(table) if _in_year(row, table, book.year)]
    mine = {"payer": "office"} if book.kind == "office" else {TABLES[table].owner: book.school_id}
    if table == "removals":
        cases = {row["incident_id"] for row in _sample_rows("incidents", book)}
        return [row for row in rows if row["incident_id"] in cases]
    if book.kind == "office" and "school" in TABLES[table].senders:
        mine = {TABLES[table].owner: mine.get(TABLES[table].owner, "")}
    elif book.kind == "office":
        return rows
    return [row for row in rows if all(row.get(key) == value for key, value in mine.items())]


def _in_year(row: Row, table: str, year: int) -> bool:
    dated = TABLES[table].dated
    when = row["year"] if "year" in row else row[dated][:4] if dated else ""
    return not (year and when) or when == str(year)


def _csv(table: str) -> list[Row]:
    folder = SAMPLE if (SAMPLE / f"{table}.csv").exists() else PLAN
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cell(kind: str, text: str) -> str | int | float | datetime | None:
    if not text:
        return None
    if kind == "date":
        return datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 – a workbook's dates have no zone
    if kind == "moment":
        return datetime.strptime(text[:16].replace("T", " "), "%Y-%m-%d %H:%M")  # noqa: DTZ007
    if kind in ("integer", "money", "flag"):
        return int(text)
    return float(text) if kind == "decimal" else text


def _shared(parts: Parts) -> Parts:
    """The workbook as Excel saves it: its texts in a part of their own, its cells holding their numbers."""
    texts: dict[bytes, int] = {}

    def moved(match: re.Match[bytes]) -> bytes:
        return b't="s"><v>%d</v>' % texts.setdefault(match[1], len(texts))

    made = {
        name: re.sub(rb't="inlineStr"><is>(<t[^<]*</t>)</is>', moved, part) if "/sheet" in name else part
        for name, part in parts.items()
    }
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    made["xl/sharedStrings.xml"] = b'<sst xmlns="%s" count="%d">%s</sst>' % (_MAIN, len(texts), items)
    relation = (
        b'<Relationship Type="%s/sharedStrings" Target="/xl/sharedStrings.xml" Id="rId99"/>' % _RELATIONS
    )
    rels = made["xl/_rels/workbook.xml.rels"]
    made["xl/_rels/workbook.xml.rels"] = rels.replace(b"</Relationships>", relation + b"</Relationships>")
    return made
