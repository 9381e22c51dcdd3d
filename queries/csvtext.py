"""Writes CSV: an answer as it is, and a table as it is on screen in the reader's language."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from queries.written import Written, decimal_sign

#: A spreadsheet runs a cell that begins with one of these signs.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def csv_text(answer: pa.Table, *, delimiter: str = ",", line_end: str = "\n") -> str:
    """Every row and column of an answer: ISO dates, local moments to the minute, empty cells for NULL.

    Numbers keep full precision. With ";" they take a decimal comma, as Excel in Vietnamese reads
    them. Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(answer.column_names)
    columns = [answer.column(name).to_pylist() for name in answer.column_names]
    writer.writerows([_plain(value, delimiter) for value in row] for row in zip(*columns, strict=True))
    return out.getvalue()


@dataclass(frozen=True)
class Sheet:
    """Headings, and rows with as many cells."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def csv_as_shown(table: Sheet, lang: str) -> bytes:
    """Semicolons where the language has decimal commas, else commas; UTF-8 with its mark.

    Numbers keep their decimals, have no thousands separators, and of units only the %.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if decimal_sign(lang) == "," else ",", lineterminator="\r\n")
    writer.writerow(map(inert, table.headings))
    writer.writerows(
        [cell.plain(lang) if isinstance(cell, Written) else inert(cell) for cell in row] for row in table.rows
    )
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Any, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else repr(value)
        return text.replace(".", ",") if delimiter == ";" else text
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return inert("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def inert(text: str) -> str:
    """The text; with an apostrophe in front if a spreadsheet would run it as a formula."""
    # Some spreadsheets drop spaces and convert full-width forms before they look at the sign.
    return f"'{text}" if unicodedata.normalize("NFKC", text).lstrip().startswith(_RUNS) else text
