"""Matches a sheet's header row with its table's columns; notes missing, double and extra ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from data.contract import Column, Table
from data.intake.encodings import legacy_font
from data.intake.findings import Findings
from data.intake.words import column_headed, fold, header_text, nearest_one, shown
from data.words import HOME, each


@dataclass(frozen=True)
class HeaderRow:
    """The header row of one sheet ("" for a CSV): its table, row number, and texts by position."""

    table: Table
    sheet: str
    row: int
    texts: Sequence[str]

    def places(self) -> dict[int, Column]:
        """Each contract column by its position from 0; of a doubled column the first one."""
        places: dict[int, Column] = {}
        for position, text in enumerate(self.texts):
            column = column_headed(self.table, text)
            if column is not None and column not in places.values():
                places[position] = column
        return places

    def header(self, position: int) -> str:
        """The header at `position` as messages show it."""
        return shown(header_text(self.texts[position]))


def check_headers(header: HeaderRow, given: Collection[str], findings: Findings) -> None:
    """Note every column that is missing (unless `given` from elsewhere), double, or extra."""
    places = header.places()
    if not places:
        _note_no_header(header, findings)
        return
    for column in header.table.columns:
        if column in places.values() or column.name in given:
            continue
        # A file of an earlier version lacks newer columns: they are empty unless required.
        if column.required or not findings.is_earlier:
            findings.add(
                "missing_column", header.sheet, header.row, column.label.in_language(HOME),
                expected=column.label, name=column.name,
            )  # fmt: skip
    for position, text in enumerate(header.texts):
        if position not in places and fold(text):
            _note_unplaced(header, position, places, findings)


def _note_no_header(header: HeaderRow, findings: Findings) -> None:
    font = next(filter(None, map(legacy_font, header.texts)), None)
    if font is not None:
        findings.add("legacy_font", header.sheet, header.row, actual=font)
        return
    labels = [column.label for column in header.table.columns]
    findings.add(
        "no_header", header.sheet, header.row,
        expected=each(lambda lang: ", ".join(label.in_language(lang) for label in labels)),
    )  # fmt: skip


def _note_unplaced(header: HeaderRow, position: int, places: dict[int, Column], findings: Findings) -> None:
    text, shown_header = header.texts[position], header.header(position)
    if column_headed(header.table, text) is not None:
        findings.add("double_column", header.sheet, header.row, shown_header, actual=shown_header)
        return
    free = [column for column in header.table.columns if column not in places.values()]
    columns = free or header.table.columns
    findings.add(
        "extra_column", header.sheet, header.row, shown_header, actual=shown_header,
        expected=nearest_one(text, columns),
    )  # fmt: skip
