"""Reads the labelled cells of the guide sheet that name the sender of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from data.contract import CODES, OFFICE, Table
from data.intake.cells import Value, is_empty
from data.intake.delivery import Book
from data.intake.words import clean, fold, spellings_of
from data.words import Text

SENDER = Text("Sender")
SCHOOL_ID = Text("School id")
YEAR = Text("Reporting year")
OFFICE_NAME = CODES["organiser"]["office"]

_YEAR_TEXT = re.compile(r"20\d\d", re.ASCII)


def read_identity(rows: Iterable[Sequence[Value]]) -> Book | None:
    """The sender of the workbook, from a guide's rows; None when its cells do not name one.

    The value stands in the first filled cell to the right of its label.
    """
    values = _labelled_values(rows)
    (sender, _), (school_id, id_row), (year, year_row) = (
        values.get(label, ("", 0)) for label in (SENDER, SCHOOL_ID, YEAR)
    )
    if fold(sender) in spellings_of(OFFICE_NAME):
        return Book("office")
    if school_id and _YEAR_TEXT.fullmatch(year):
        return Book("school", school_id, int(year), rows=(id_row, year_row))
    return None


def given_columns(table: Table, book: Book | None) -> dict[str, str]:
    """The columns that a workbook's sheets may lack, each with the text that the guide gives it."""
    if book is None:
        return {}
    if book.kind == "office":
        return {"payer": OFFICE} if table.owner == "payer" else {}
    given = {table.owner: book.school_id, "year": str(book.year)}
    return {name: text for name, text in given.items() if name in table.names}


def _labelled_values(rows: Iterable[Sequence[Value]]) -> dict[Text, tuple[str, int]]:
    """The identity cells' texts and their rows by their label; the first one counts."""
    labels = {spelling: label for label in (SENDER, SCHOOL_ID, YEAR) for spelling in spellings_of(label)}
    values: dict[Text, tuple[str, int]] = {}
    for number, row in enumerate(rows, 1):
        filled = [_text(value) for value in row if not is_empty(value)]
        label = labels.get(fold(filled[0]).removesuffix(":").strip()) if filled else None
        if label is not None and label not in values:
            values[label] = (filled[1] if len(filled) > 1 else "", number)
    return values


def _text(value: Value) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else clean(str(value))  # type: ignore[arg-type]
