"""Reads from the XML what values do not show: formulas, error values, far, merged and hidden cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from xml.parsers import expat

from data.intake.findings import RefusedError

#: The most rows × columns up to the last filled cell: a reader holds all of them in memory.
MAX_SPAN = 2_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
#: The most ranges of array formulas, and of merged cells, in one sheet.
_MAX_SPILLED = 1_000
_MAX_MERGED = 100_000
#: Number formats that are built into every spreadsheet program and show a percentage.
_BUILT_IN_PERCENT = (9, 10)
#: The literal parts of a number format: quoted text, and single signs after a backslash.
_SHOWN_AS_WRITTEN = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

#: (row, column), both counted from 1.
Address = tuple[int, int]
#: The first and the last cell of a range.
Range = tuple[Address, Address]


@dataclass(frozen=True)
class Styles:
    """Which cell styles show a percentage or strike text through, and which shared strings are struck."""

    percents: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    struck_strings: frozenset[int] = frozenset()


@dataclass
class Marks:
    """One sheet's formulas, error values (as shown, e.g. #N/A) and last filled row and column.

    `spilled` holds the ranges that array formulas fill beyond their own cell, `merged` those of merged cells.
    Percentages and struck-through cells are filled ones. Rows are hidden by hand or by a filter.
    """

    formulas: set[Address] = field(default_factory=set)
    spilled: list[Range] = field(default_factory=list)
    errors: dict[Address, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    percents: set[Address] = field(default_factory=set)
    struck: set[Address] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0

    def is_formula(self, row: int, column: int) -> bool:
        """Whether a formula fills the cell."""
        return (row, column) in self.formulas or (row, column) in self._filled

    @cached_property
    def _filled(self) -> set[Address]:
        """The cells within the sheet's span that array formulas fill."""
        cells: set[Address] = set()
        looked_at = 0
        for (top, left), (bottom, right) in self.spilled:
            rows = range(top, min(bottom, self.last_row) + 1)
            columns = range(left, min(right, self.last_column) + 1)
            looked_at += len(rows) * len(columns)
            if looked_at > MAX_SPAN:
                raise RefusedError("broken_workbook")
            cells.update(product(rows, columns))
        return cells


@dataclass(frozen=True)
class SheetPart:
    """One sheet of a workbook: its title, the path of its part, and whether it is hidden."""

    title: str
    path: str
    hidden: bool


def sheet_parts(parts: Mapping[str, bytes]) -> list[SheetPart]:
    """The sheets in the workbook's order."""
    targets: dict[str, str] = {}
    sheets: list[SheetPart] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = posixpath.join("xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            ids = (value for key, value in attributes.items() if key.endswith(":id"))
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetPart(attributes.get("name", ""), targets.get(next(ids, ""), ""), hidden))

    _parse(_part(parts, "xl/_rels/workbook.xml.rels"), relation)
    _parse(_part(parts, "xl/workbook.xml"), sheet)
    return sheets


def read_styles(parts: Mapping[str, bytes]) -> Styles:
    """Scan the parts of styles and shared strings; a workbook may lack them."""
    scans: dict[str, _Styles | _Strings] = {"xl/styles.xml": _Styles(), "xl/sharedstrings.xml": _Strings()}
    for name, part in parts.items():
        scan = scans.get(name.lower())
        if scan is not None:
            _parse(part, scan.opened, scan.closed)
    styles, strings = scans.values()
    assert isinstance(styles, _Styles)
    assert isinstance(strings, _Strings)
    return Styles(frozenset(styles.percents), frozenset(styles.struck), frozenset(strings.struck))


def read_marks(parts: Mapping[str, bytes], path: str, styles: Styles) -> Marks:
    """Scan one sheet's part. RefusedError when it is damaged, unsafe or spans too far."""
    scan = _Scan(styles)
    _parse(_part(parts, path), scan.opened, scan.closed, scan.text)
    return scan.marks


def refuse_entities(parts: Mapping[str, bytes]) -> None:
    """Refuse parts that declare document types or entities: no spreadsheet program writes them."""
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise RefusedError("unsafe_xml")


def column_letters(column: int) -> str:
    """The letters that a spreadsheet shows above a column counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _address(text: str) -> Address:
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise RefusedError("broken_workbook")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    if column > LAST_COLUMN or int(match[2]) > LAST_ROW:
        raise RefusedError("broken_workbook")
    return int(match[2]), column


def _range(text: str) -> Range:
    first, _, last = text.replace("$", "").partition(":")
    return _address(first), _address(last or first)


def _is_on(attributes: Mapping[str, str], name: str, absent: str = "0") -> bool:
    return attributes.get(name, absent).lower() in ("1", "true", "on")


class _Styles:
    """Handler of the styles' XML: formats by number, fonts by position, then the styles of cells."""

    def __init__(self) -> None:
        self.percents: set[int] = set()
        self.struck: set[int] = set()
        self._formats = set(_BUILT_IN_PERCENT)
        self._fonts: list[bool] = []
        self._inside: list[str] = []
        self._style = 0

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        above = self._inside[-1] if self._inside else ""
        self._inside.append(tag)
        if tag == "numFmt" and above == "numFmts" and "%" in _bare(attributes.get("formatCode", "")):
            self._formats.add(_number(attributes, "numFmtId"))
        elif tag == "font" and above == "fonts":
            self._fonts.append(False)
        elif tag == "strike" and above == "font" and self._fonts:
            self._fonts[-1] = _is_on(attributes, "val", "1")
        elif tag == "xf" and above == "cellXfs":
            if _number(attributes, "numFmtId") in self._formats:
                self.percents.add(self._style)
            font = _number(attributes, "fontId")
            if font < len(self._fonts) and self._fonts[font]:
                self.struck.add(self._style)
            self._style += 1

    def closed(self, tag: str) -> None:
        self._inside.pop()


class _Strings:
    """Handler of the shared strings' XML; a string is struck when a part of it is."""

    def __init__(self) -> None:
        self.struck: set[int] = set()
        self._string = -1

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._string += 1
        elif tag == "strike" and _is_on(attributes, "val", "1"):
            self.struck.add(self._string)

    def closed(self, tag: str) -> None:
        """Ends of tags do not matter here."""


def _bare(code: str) -> str:
    return _SHOWN_AS_WRITTEN.sub("", code)


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() else 0


class _Scan:
    """Handler of one sheet's XML; a cell without an address follows the one before."""

    def __init__(self, styles: Styles) -> None:
        self.marks = Marks()
        self._styles = styles
        self._row = self._column = self._style = 0
        self._is_error = self._is_shared = self._in_value = self._rows_are_hidden = False
        self._value = ""

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self._in_value, self._value = True, ""
            self._reach()
        elif tag == "is":
            self._reach()
        elif tag == "f":
            self._open_formula(attributes)
        elif tag == "row":
            row = attributes.get("r", str(self._row + 1))
            self._row, self._column = _address(f"A{row}")[0], 0
            if _is_on(attributes, "hidden", "1" if self._rows_are_hidden else "0"):
                self.marks.hidden_rows.add(self._row)
        elif tag == "strike" and _is_on(attributes, "val", "1"):
            self.marks.struck.add((self._row, self._column))
        elif tag == "mergeCell":
            self._open_merged(attributes)
        elif tag == "sheetFormatPr":
            self._rows_are_hidden = _is_on(attributes, "zeroHeight")
        elif tag == "col" and _is_on(attributes, "hidden"):
            self.marks.hidden_columns.append((_number(attributes, "min"), _number(attributes, "max")))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            self._row, self._column = _address(address)
        self._is_error, self._is_shared = attributes.get("t") == "e", attributes.get("t") == "s"
        self._style = _number(attributes, "s")

    def _open_merged(self, attributes: dict[str, str]) -> None:
        self.marks.merged.append(_range(attributes.get("ref", "")))
        if len(self.marks.merged) > _MAX_MERGED:
            raise RefusedError("broken_workbook")

    def _open_formula(self, attributes: dict[str, str]) -> None:
        self._reach()
        self.marks.formulas.add((self._row, self._column))
        if attributes.get("t") in ("array", "dataTable"):
            if ":" in attributes.get("ref", ""):
                self.marks.spilled.append(_range(attributes["ref"]))
            if len(self.marks.spilled) > _MAX_SPILLED:
                raise RefusedError("broken_workbook")

    def _reach(self) -> None:
        """Note a filled cell and its style; refuse a sheet that spans too far."""
        marks = self.marks
        marks.last_row = max(marks.last_row, self._row)
        marks.last_column = max(marks.last_column, self._column)
        if self._style in self._styles.percents:
            marks.percents.add((self._row, self._column))
        if self._style in self._styles.struck:
            marks.struck.add((self._row, self._column))
        if marks.last_row * marks.last_column > MAX_SPAN:
            raise RefusedError(
                "sheet_too_wide", actual=column_letters(marks.last_column) + str(marks.last_row)
            )

    def closed(self, tag: str) -> None:
        if tag == "v":
            self._in_value = False
            if self._is_shared and self._value.isdigit() and int(self._value) in self._styles.struck_strings:
                self.marks.struck.add((self._row, self._column))
        elif tag == "c" and self._is_error:
            self.marks.errors[self._row, self._column] = self._value

    def text(self, text: str) -> None:
        if self._in_value and (self._is_error or self._is_shared):
            self._value += text


def _part(parts: Mapping[str, bytes], path: str) -> bytes:
    for name, part in parts.items():
        if name.lower() == path.lower():
            return part
    raise RefusedError("broken_workbook")


def _parse(
    part: bytes,
    opened: Callable[[str, dict[str, str]], None],
    closed: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream one XML part through handlers that see tags without their namespace prefix."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: opened(tag.rpartition(":")[2], attributes)
    if closed is not None:
        parser.EndElementHandler = lambda tag: closed(tag.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedError("broken_workbook") from error


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("unsafe_xml")
