"""Reads .xlsx workbooks into sheets of text cells, and notes every problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pyarrow as pa
from python_calamine import CalamineWorkbook

from data.contract import TABLES, Column, Table
from data.intake.cells import Value, answer_text, cell_text, is_empty, refusals
from data.intake.delivery import Book, Sheet
from data.intake.encodings import legacy_font
from data.intake.filetypes import refuse_old_office
from data.intake.findings import Findings, RefusedError
from data.intake.headers import HeaderRow, check_headers
from data.intake.identity import given_columns, read_identity
from data.intake.issued import is_as_issued
from data.intake.issued import read_marks as read_issue_marks
from data.intake.looks import Look, note_merged, note_unseen
from data.intake.marks import (
    Marks,
    SheetPart,
    Styles,
    column_letters,
    read_marks,
    read_styles,
    refuse_entities,
    sheet_parts,
)
from data.intake.unpack import repack, unpack
from data.intake.words import GUIDE, LISTS, fold, nearest_one, shown, spellings_of, table_titled
from data.personal import personal_kind
from data.words import HOME

Rows = list[list[Value]]
Result = TypeVar("Result")


def read_workbook(content: bytes, findings: Findings) -> tuple[Book | None, tuple[Sheet, ...]]:
    """The sender of the workbook, and its tables; problems go to `findings`.

    RefusedError when the workbook cannot be opened at all.
    """
    refuse_old_office(content)
    parts = unpack(content)
    refuse_entities(parts)
    workbook = _open(parts)
    guides = [title for title in workbook.titles if fold(title) in spellings_of(GUIDE)]
    book = _identity(workbook, guides, findings)
    sheets = []
    seen: dict[str, str] = {}
    for title in workbook.titles:
        if title in guides or title == LISTS:
            continue
        table = _table(title, book, seen, findings)
        if table is not None:
            sheets.append(_read_sheet(workbook, title, table, book, findings))
    if not seen and not findings.problems:
        findings.add("no_tables")
    if guides and book is None:
        return None, ()
    marks = read_issue_marks(workbook.rows(LISTS)) if book and LISTS in workbook.titles else {}
    return book, tuple(_changed(sheet, marks) for sheet in sheets if sheet is not None)


def _changed(sheet: Sheet, marks: Mapping[str, str]) -> Sheet:
    """The sheet; without rows if these are unchanged from the template."""
    if not is_as_issued(sheet, TABLES[sheet.table].names, marks):
        return sheet
    assert isinstance(sheet.rows, pa.Table)
    return replace(sheet, rows=sheet.rows.slice(0, 0))


@dataclass(frozen=True)
class _Workbook:
    """An opened workbook: calamine reads the values, the XML parts give the rest."""

    calamine: CalamineWorkbook
    parts: Mapping[str, bytes]
    sheets: Mapping[str, SheetPart]
    styles: Styles

    @property
    def titles(self) -> Sequence[str]:
        return tuple(self.sheets)

    def marks(self, title: str) -> Marks:
        return read_marks(self.parts, self.sheets[title].path, self.styles)

    def rows(self, title: str) -> Rows:
        """All rows from the first row of the sheet, each from the first column."""
        return _guarded(lambda: list(self.calamine.get_sheet_by_name(title).iter_rows()))


def _open(parts: Mapping[str, bytes]) -> _Workbook:
    listed = sheet_parts(parts)
    sheets = {sheet.title: sheet for sheet in listed}
    calamine = _guarded(lambda: CalamineWorkbook.from_filelike(repack(parts)))
    if calamine.sheet_names != [sheet.title for sheet in listed] or len(sheets) < len(listed):
        raise RefusedError("broken_workbook")
    return _Workbook(calamine, parts, sheets, read_styles(parts))


def _guarded(read: Callable[[], Result]) -> Result:
    """Let calamine read; turns every error of a damaged file into one refusal."""
    try:
        return read()
    except BaseException as error:
        # A panic in calamine's Rust is not an Exception, and its class cannot be imported.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise RefusedError("broken_workbook") from error
        raise


def _identity(workbook: _Workbook, guides: Sequence[str], findings: Findings) -> Book | None:
    if not guides:
        return None
    if len(guides) > 1:
        findings.add("double_sheet", shown(guides[1]), actual=shown(guides[0]))
        return None
    workbook.marks(guides[0])  # checks the limits before all rows are read
    book = read_identity(workbook.rows(guides[0]))
    if book is None:
        findings.add("guide_incomplete", shown(guides[0]))
        return None
    return replace(book, guide=shown(guides[0]))


def _table(title: str, book: Book | None, seen: dict[str, str], findings: Findings) -> Table | None:
    """The table of a sheet, if its sender may send it and the workbook has it only once."""
    table, place = table_titled(title), shown(title)
    if table is None:
        known = [table for table in TABLES.values() if book is None or book.kind in table.senders]
        findings.add(
            "unknown_sheet", place, actual=place,
            expected=nearest_one(title, known),
        )  # fmt: skip
        return None
    if table.name in seen:
        findings.add("double_sheet", place, actual=seen[table.name])
        return None
    seen[table.name] = place
    if book is not None and book.kind not in (*table.senders, *table.formerly):
        findings.add("not_your_sheet", place, actual=place)
        return None
    return table


def _read_sheet(
    workbook: _Workbook, title: str, table: Table, book: Book | None, findings: Findings
) -> Sheet | None:
    place = shown(title)
    try:
        marks = workbook.marks(title)
        rows = workbook.rows(title)
    except RefusedError as refused:
        findings.refuse(refused, place)
        return None
    first = next((i for i, row in enumerate(rows) if not all(map(is_empty, row))), None)
    texts = [] if first is None else [_header_text(value) for value in rows[first]]
    header = HeaderRow(table, place, 1 if first is None else first + 1, texts)
    given = given_columns(table, book)
    check_headers(header, given, findings)
    if not header.places():
        return None
    hidden = workbook.sheets[title].hidden
    reader = _SheetReader(header, header.places(), marks, hidden, given, book is not None, findings)
    return reader.read(rows[header.row :])


def _header_text(value: Value) -> str:
    return value if isinstance(value, str) else str(value)


@dataclass(frozen=True)
class _SheetReader:
    """Turns one sheet's rows below the header into an Arrow table of text."""

    header: HeaderRow
    places: Mapping[int, Column]
    marks: Marks
    hidden: bool
    given: Mapping[str, str]
    in_book: bool
    findings: Findings
    #: The cells that already have a problem, by row and name of the column.
    noted: set[tuple[int, str]] = field(default_factory=set)

    def read(self, rows: Rows) -> Sheet:
        names = [column.name for column in self.places.values()]
        added = [name for name in self.given if name not in names]
        numbers: list[int] = []
        texts: dict[str, list[str | None]] = {name: [] for name in names + added}
        for number, values in enumerate(rows, self.header.row + 1):
            if not self._is_row(number, values):
                continue
            numbers.append(number)
            for position, column in self.places.items():
                texts[column.name].append(self._text(number, position, column, values) or None)
            for name in added:
                texts[name].append(self.given[name])
        self._check_headless(rows)
        look = Look(self.header, self.places, self.marks, self.hidden, rows, numbers)
        merged = list(note_merged(look, self.findings))
        if self.findings.blocks("merged_cells"):
            self.noted.update(merged)
        note_unseen(look, self.findings)
        labels = {name: self.header.table.column(name).label.in_language(HOME) for name in added}
        headers = {c.name: self.header.header(position) for position, c in self.places.items()}
        table = pa.table(
            {"_row": pa.array(numbers, pa.int32())}
            | {name: pa.array(column, pa.string()) for name, column in texts.items()}
        )
        return Sheet(
            self.header.table.name, self.header.sheet, headers | labels, table, frozenset(self.noted)
        )

    def _is_row(self, number: int, values: Sequence[Value]) -> bool:
        """Whether the row has a value; in a workbook of the template, one that was not prefilled."""
        table = self.header.table
        came_filled = table.key if self.in_book and table.prefilled else ()
        return any(
            column.name not in came_filled and self._is_filled(number, position, values)
            for position, column in self.places.items()
        )

    def _is_filled(self, number: int, position: int, values: Sequence[Value]) -> bool:
        return not is_empty(values[position]) or self._is_marked(number, position)

    def _is_marked(self, number: int, position: int) -> bool:
        at = (number, position + 1)
        return at in self.marks.errors or self.marks.is_formula(*at)

    def _text(self, number: int, position: int, column: Column, values: Sequence[Value]) -> str:
        """The cell's text; notes a problem of the cell and returns "" then."""
        value, place = values[position], (number, position)
        if self._is_marked(*place):
            return self._note_marks(*place)
        answer = self._is_answer(column, values)
        percent = (number, position + 1) in self.marks.percents
        for code, written in refusals(column, value, answer=answer, percent=percent):
            self._note(code, place, actual=shown(written))
            if self.findings.blocks(code):
                return ""
        text = answer_text(value) if answer else cell_text(column, value)
        # Signs between digits look like letters of an old font.
        if column.kind == "text" and not personal_kind(text) and (font := legacy_font(text)):
            return self._note("legacy_font", place, actual=font)
        given = self.given.get(column.name)
        if given is None or text == given:
            return text
        if text:
            code = "other_year" if column.name == "year" else "other_school"
            self._note(code, place, actual=shown(text), expected=given)
        return given

    def _is_answer(self, column: Column, values: Sequence[Value]) -> bool:
        """Whether the cell takes a yes or a no: always, or because of another column of its row."""
        if column.kind == "flag" or not column.answers:
            return column.kind == "flag"
        return any(
            cell_text(other, values[at]) in codes
            for at, other in self.places.items()
            for name, codes in column.answers.items()
            if other.name == name
        )

    def _note_marks(self, number: int, position: int) -> str:
        at = (number, position + 1)
        cell = f"{column_letters(at[1])}{number}"
        if self.marks.is_formula(*at):
            self._note("formula", (number, position), actual=cell)
        elif at in self.marks.errors:
            self._note("error_value", (number, position), actual=shown(self.marks.errors[at]))
        return ""

    def _note(self, code: str, place: tuple[int, int], **values: str) -> str:
        number, position = place
        column = self.header.header(position)
        self.findings.add(code, self.header.sheet, number, column, **values)
        if self.findings.blocks(code):
            self.noted.add((number, self.places[position].name))
        return ""

    def _check_headless(self, rows: Rows) -> None:
        """Note the first value of each column without a header: it would be lost."""
        for position, text in enumerate(self.header.texts):
            numbered = enumerate(rows, self.header.row + 1)
            if fold(text):
                continue
            first = next((at for at, values in numbered if self._is_filled(at, position, values)), None)
            if first is not None:
                column = column_letters(position + 1)
                self.findings.add("no_column_header", self.header.sheet, first, column, actual=column)
