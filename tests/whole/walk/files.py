"""The workbook and the CSV that a block offers, read back and set beside what the screen shows."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from tests.whole.walk import said
from tests.whole.walk.views import Csv

#: What stands behind a number in its cell on screen has a column of its own in a file.
BESIDE = (" – Status", " – Note")
#: On screen a mark may stand alone, without its word.
SHAPES = {word: shape for shape, word in (mark.split(" ", 1) for mark in said.MARKS.values())}
SHAPES |= {"as counted here": "●", "Not met": "■◧"}
DAYS = {"dd/mm/yyyy": "%d/%m/%Y", "mm/yyyy": "%m/%Y", "hh:mm dd/mm/yyyy": "%H:%M %d/%m/%Y"}


def table(one: Csv) -> list[list[Cell]]:
    """The second sheet's rows, the headings first; nothing in it is a formula."""
    book = load_workbook(io.BytesIO(one.contents["xlsx"]))
    rows = [list(row) for row in book["Table"].iter_rows()]
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert book["Table"].freeze_panes == "B2"
    return rows


def facts(one: Csv) -> dict[str, Any]:
    """The first sheet: what the table is of."""
    book = load_workbook(io.BytesIO(one.contents["xlsx"]))
    return {row[0].value: row[1].value for row in book["Selection"].iter_rows()}


def csv_rows(one: Csv) -> list[list[str]]:
    """The rows of the CSV for readers in English."""
    text = one.contents["csv"].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def plain(book: list[list[Cell]], thousands: str, point: str) -> list[list[str]]:
    """What a CSV must hold, from the workbook's numbers and formats: no thousands, of units the % alone."""
    return [[_inert(_written(cell, bare=True)) for cell in row] for row in book]


def agree(book: list[list[Cell]], shown: dict[str, list[Any]], key: str) -> None:
    """Each heading on screen is one of the file, in the same order, and each cell says the same."""
    headings = [str(cell.value or "") for cell in book[0]]
    for place, heading in enumerate(heading for heading in shown if any(shown[heading])):
        assert heading in headings, (key, heading)
        assert [other for other in headings if other in shown and any(shown[other])][place] == heading
    assert len(book) - 1 >= max(map(len, shown.values()), default=0), key
    for heading, cells in shown.items():
        if not any(cells):
            continue
        at = headings.index(heading)
        beside = [headings.index(heading + more) for more in BESIDE if heading + more in headings]
        for cell, row in zip(cells, book[1:], strict=False):
            parts = [_written(row[at], bare=False), *(str(row[place].value or "") for place in beside)]
            words = [word for part in parts for word in part.split(" · ") if word]
            for word in words:
                shapes = SHAPES.get(word, "?")
                assert word in str(cell) or any(of in str(cell) for of in shapes), (key, heading, cell, word)
            if re.search(r"\w", str(cell or "")):
                assert words, (key, heading, cell)


def _written(cell: Cell, *, bare: bool) -> str:
    """A cell as a spreadsheet shows it in English; bare: without thousands, signs of plus and units."""
    value: Any = cell.value
    form = str(cell.number_format)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime(DAYS[form])
    if isinstance(value, str):
        return str(value)
    assert form != "General", (cell.coordinate, value)
    sections = form.split(";")
    form = sections[0] if value >= 0 or len(sections) == 1 else sections[1]
    pattern, _, unit = form.partition('"')
    percent = "%" in pattern
    decimals = len(pattern.partition(".")[2].rstrip("%"))
    number = Decimal(repr(value)) * (100 if percent else 1)
    # A quotient brought to a hundredth loses its last digits.
    rounded = round(number, 9).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits = f"{rounded}" if bare or "," not in pattern else f"{rounded:,}"
    if bare:
        return digits + ("%" if percent else "")
    if len(sections) > 1:
        # A change is written without its sign where it is none.
        digits = digits.replace("-", "−") if rounded < 0 else f"+{digits}" if rounded > 0 else digits
    return digits + ("%" if percent else "") + unit.rstrip('"')


def _inert(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "@") or re.match(r"-(?!\d)", text) else text
