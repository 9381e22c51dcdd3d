"""Writes a table as it is on screen as a workbook for Excel, with the number or day of a `Written` cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from queries.csvtext import Sheet, inert
from queries.written import Written

_A4 = 9
_HEAD = PatternFill("solid", start_color="E8EDF3")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
#: A column is as wide as its longest word within these limits, measured over so many rows.
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 60, 200


def workbook(table: Sheet, facts: Sequence[tuple[str, str]], titles: tuple[str, str]) -> bytes:
    """A workbook of two sheets: `facts` about the table as (name, value), and the table.

    Nothing in it runs: a cell that looks like a formula is text. `titles` are those of the two sheets.
    """
    book = Workbook(write_only=True)
    about, shown = (book.create_sheet(title) for title in titles)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 28, 90
    for name, fact in facts:
        about.append([_cell(about, name, bold=True), _cell(about, fact)])
    shown.freeze_panes = "B2"
    shown.print_title_rows = "1:1"
    shown.page_setup.orientation, shown.page_setup.paperSize = "landscape", _A4
    shown.page_setup.fitToHeight, shown.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for place, heading in enumerate(table.headings):
        cells = [row[place] for row in table.rows[:_LOOKED_AT]]
        widest = max([*map(len, cells), *map(len, heading.split())], default=0) + 2
        letter = get_column_letter(place + 1)
        shown.column_dimensions[letter].width = min(max(widest, _NARROWEST), _WIDEST)
    shown.append([_cell(shown, heading, bold=True, head=True) for heading in table.headings])
    for row in table.rows:
        shown.append([_cell(shown, cell) for cell in row])
    book.active = 1
    about.sheet_view.tabSelected = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False, head: bool = False) -> WriteOnlyCell:
    if isinstance(text, Written):
        value = text.value
        # A spreadsheet shows 0.964 as 96.4%.
        if "%" in text.form and not isinstance(value, date):
            value = value / 100
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = text.form
        return cell
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    if text.startswith("="):
        cell.data_type = "s"
    if inert(text) != text:
        # It stays text when somebody edits it.
        cell.quotePrefix = True
    # Styles are slow in openpyxl: only cells that need one get it.
    if head or len(text) > _WIDEST:
        cell.alignment = _WRAPPED
    if bold:
        cell.font = _BOLD
    if head:
        cell.fill = _HEAD
    return cell
