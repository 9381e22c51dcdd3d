"""One table's sheet in a reporting workbook: headers, formats, drop-down lists, limits, prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.contract import Column, Table
from data.intake.words import LISTS, REQUIRED_MARK
from data.words import HOME

#: The choices of a cell that takes a yes or a no; 1, 0 and x are accepted too.
ANSWERS = ("Có", "Không")
#: The number of rows below the header with lists and limits.
ROWS = 500
#: The most characters that Excel accepts in a prompt or an error text.
_TEXT_LIMIT = 255

FONT = "Times New Roman"
HEADER_FILL = PatternFill("solid", start_color="1F4E79")
PREFILLED_FILL = PatternFill("solid", start_color="E7E6E6")
_LINE = Side(style="thin", color="BFBFBF")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

_FORMATS = {
    "id": "@",
    "text": "@",
    "integer": "#,##0",
    "money": "#,##0",
    "decimal": "0.0000",
    "flag": "General",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
    "choice": "General",
    "choices": "General",
}

#: The hint beside a cell, by kind; {low} and {high} are the bounds of numbers.
_HOW = {
    "id": "Chữ không dấu, chữ số, tối đa 40 ký tự.",
    "text": "Tên gọi ngắn, tối đa 200 ký tự. Không ghi tên người, số điện thoại, đường dẫn.",
    "integer": "Số nguyên từ {low} đến {high}.",
    "money": "Số nguyên, đơn vị đồng, không ghi chữ.",
    "decimal": "Số từ {low} đến {high}.",
    "flag": "Chọn Có hoặc Không (ghi x, 1 hoặc 0 cũng được).",
    "date": "Ngày dạng dd/mm/yyyy, ví dụ 05/09/2024.",
    "moment": "Ngày và giờ dạng dd/mm/yyyy hh:mm, ví dụ 05/09/2024 14:30.",
    "choice": "Chọn một giá trị trong danh sách.",
    "choices": "Chọn trong danh sách; nhiều giá trị cách nhau bằng dấu chấm phẩy.",
}

Row = Mapping[str, object]


def add_table(
    book: Workbook,
    table: Table,
    columns: Sequence[Column],
    rows: Sequence[Row],
    known: Mapping[str, Sequence[str]],
) -> None:
    """Add the table's sheet with `columns`, filled with `rows` (values by column name).

    `known` are the ids that a column may refer to, by "table.column"; such a column gets them
    as a drop-down list.
    """
    sheet = book.create_sheet(table.label.in_language(HOME))
    last_row = 1 + max(ROWS, len(rows) + ROWS // 5)
    for position, column in enumerate(columns, 1):
        _add_header(sheet, position, column)
        letter = get_column_letter(position)
        words = [label.in_language(HOME) for label in column.allowed.values()]
        choices = words or list(known.get(column.refers, ()))
        numbers = [number for number, row in enumerate(rows, 2) if _is_answer(column, row)]
        rule = _rule(column, _list_name(book, table, column, choices))
        # Rows for a yes or a no come first and have their own list.
        rule.add(f"{letter}{max(numbers, default=1) + 1}:{letter}{last_row}")
        sheet.add_data_validation(rule)
        if numbers:
            answers = replace(column, kind="flag", note=None, unit="")
            rule = _rule(answers, _list_name(book, table, answers, ()))
            rule.add(f"{letter}2:{letter}{max(numbers)}")
            sheet.add_data_validation(rule)
    for number, row in enumerate(rows, 2):
        _add_row(sheet, number, columns, row, table.prefilled)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 48
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def cell_value(column: Column, value: object) -> object:
    """A stored value in the form of a workbook: labels for codes, Có and Không for truth values."""
    if value is None or value == "":
        return None
    if isinstance(value, list):
        return "; ".join(column.allowed[code].in_language(HOME) for code in value)
    if isinstance(value, bool):
        return ANSWERS[not value]
    return column.allowed[str(value)].in_language(HOME) if column.allowed else value


def _is_answer(column: Column, row: Row) -> bool:
    return any(row.get(name) in codes for name, codes in column.answers.items())


def _add_header(sheet: Worksheet, position: int, column: Column) -> None:
    cell = sheet.cell(
        1, position, column.label.in_language(HOME) + (REQUIRED_MARK if column.required else "")
    )
    cell.font = Font(name=FONT, size=12, bold=True, color="FFFFFF")
    cell.fill = HEADER_FILL
    cell.border = BORDER
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    dimension = sheet.column_dimensions[get_column_letter(position)]
    longest = max((len(label.in_language(HOME)) for label in column.allowed.values()), default=0)
    dimension.width = min(max(16, len(column.label.in_language(HOME)) * 0.7 + 4, longest + 4), 70)
    dimension.number_format = _format(column)
    dimension.font = Font(name=FONT, size=12)


def _format(column: Column) -> str:
    # Without this a year would show as 2,024.
    if column.name in ("year", "grade", "first_year", "last_year"):
        return "0"
    # Only coordinates need four decimals.
    return "General" if column.kind == "decimal" and not column.unit else _FORMATS[column.kind]


def _add_row(
    sheet: Worksheet, number: int, columns: Sequence[Column], row: Row, prefilled: Sequence[str]
) -> None:
    for position, column in enumerate(columns, 1):
        cell = sheet.cell(number, position, cell_value(column, row.get(column.name)))
        if cell.data_type == "f":
            cell.data_type = "s"  # a name that begins with "=" stays a name
        cell.number_format = _format(column)
        cell.font = Font(name=FONT, size=12)
        cell.border = BORDER
        if column.name in prefilled:
            cell.fill = PREFILLED_FILL


def _list_name(book: Workbook, table: Table, column: Column, choices: Sequence[object]) -> str:
    """Write a column's choices to the hidden sheet; returns their defined name, "" for no choices."""
    if column.kind == "flag":
        choices = ANSWERS
    if not choices:
        return ""
    name = f"ds_{table.name}_{column.name}"
    lists = book[LISTS]
    position = lists.max_column + 1 if lists["A1"].value is not None else 1
    lists.cell(1, position, name)
    for number, choice in enumerate(choices, 2):
        lists.cell(number, position, choice)
    letter = get_column_letter(position)
    cells = f"'{LISTS}'!${letter}$2:${letter}${len(choices) + 1}"
    book.defined_names[name] = DefinedName(name, attr_text=cells)
    return name


def _rule(column: Column, list_name: str) -> DataValidation:
    how = _how(column)
    rule = DataValidation(
        allow_blank=True,
        # A value outside the list may be valid: several values in one cell, or x for a yes.
        showErrorMessage=column.kind not in ("choices", "flag"),
        showInputMessage=True,
        errorTitle="Giá trị chưa hợp lệ",
        error=how[:_TEXT_LIMIT],
        promptTitle=column.label.in_language(HOME)[:32],
        prompt=_prompt(column, how)[:_TEXT_LIMIT],
        **_limits(column, list_name),
    )
    # Ids outside the list only warn: the register may have grown since.
    rule.errorStyle = "warning" if column.refers else "stop"
    return rule


def _limits(column: Column, list_name: str) -> dict[str, Any]:
    if list_name:
        return {"type": "list", "formula1": list_name}
    if column.kind in ("date", "moment"):
        first, last = _serial(date(2000, 1, 1)), _serial(date(2101, 1, 1))
        return {"type": "date", "operator": "between", "formula1": str(first), "formula2": str(last)}
    if column.kind in ("id", "text"):
        return {
            "type": "textLength",
            "operator": "lessThanOrEqual",
            "formula1": "40" if column.kind == "id" else "200",
        }
    return {
        "type": "decimal" if column.kind == "decimal" else "whole",
        "operator": "between",
        "formula1": _number(column.low),
        "formula2": _number(column.high),
    }


def _how(column: Column) -> str:
    return _HOW[column.kind].format(low=_number(column.low), high=_number(column.high))


def _prompt(column: Column, how: str) -> str:
    parts = [
        "Bắt buộc." if column.required else "",
        f"Đơn vị tính: {column.unit}." if column.unit else "",
        how,
        f"{column.note.in_language(HOME)}." if column.note and column.kind != "flag" else "",
    ]
    return " ".join(part for part in parts if part)


def _number(bound: float | None) -> str:
    return "0" if bound is None else f"{bound:.15g}"


def _serial(day: date) -> int:
    """The serial number of a date in Excel, valid after February 1900."""
    return (day - date(1899, 12, 30)).days
