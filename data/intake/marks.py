"""What a workbook's values alone do not tell: where its formulas, error values and far cells are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from xml.parsers import expat

from data.intake.findings import RefusedError

#: Rows × columns up to the last filled cell that a sheet may span: readers hold all of it.
MAX_SPAN = 2_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
#: Ranges of array formulas in one sheet.
_MAX_SPILLED = 1_000

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

#: (row, column), both counted from 1.
Address = tuple[int, int]


@dataclass
class Marks:
    """One sheet's formulas, error values (as shown, e.g. #N/A) and last filled row and column.

    `spilled` holds the ranges that array formulas fill beyond their own cell.
    """

    formulas: set[Address] = field(default_factory=set)
    spilled: list[tuple[Address, Address]] = field(default_factory=list)
    errors: dict[Address, str] = field(default_factory=dict)
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


def sheet_parts(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """(title, path of the part) of each sheet, in the workbook's order."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = posixpath.join("xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            ids = (value for key, value in attributes.items() if key.endswith(":id"))
            sheets.append((attributes.get("name", ""), targets.get(next(ids, ""), "")))

    _parse(_part(parts, "xl/_rels/workbook.xml.rels"), relation)
    _parse(_part(parts, "xl/workbook.xml"), sheet)
    return sheets


def read_marks(parts: Mapping[str, bytes], path: str) -> Marks:
    """Scan one sheet's part. RefusedError when it is damaged, unsafe or spans too far."""
    scan = _Scan()
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


class _Scan:
    """Follows one sheet's XML; cells without an address come right after the one before."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._row = self._column = 0
        self._is_error = self._in_value = False
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

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            self._row, self._column = _address(address)
        self._is_error = attributes.get("t") == "e"

    def _open_formula(self, attributes: dict[str, str]) -> None:
        self._reach()
        self.marks.formulas.add((self._row, self._column))
        if attributes.get("t") in ("array", "dataTable"):
            first, _, last = attributes.get("ref", "").replace("$", "").partition(":")
            if last:
                self.marks.spilled.append((_address(first), _address(last)))
            if len(self.marks.spilled) > _MAX_SPILLED:
                raise RefusedError("broken_workbook")

    def _reach(self) -> None:
        """A filled cell: keep the sheet's span within what a reader can hold."""
        marks = self.marks
        marks.last_row = max(marks.last_row, self._row)
        marks.last_column = max(marks.last_column, self._column)
        if marks.last_row * marks.last_column > MAX_SPAN:
            raise RefusedError(
                "sheet_too_wide", found=column_letters(marks.last_column) + str(marks.last_row)
            )

    def closed(self, tag: str) -> None:
        if tag == "v":
            self._in_value = False
        elif tag == "c" and self._is_error:
            self.marks.errors[self._row, self._column] = self._value

    def text(self, text: str) -> None:
        if self._in_value and self._is_error:
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
