"""Recognises sheets that come back unchanged from the template: these do not count as sent.

The office's workbook comes with the plan's tables filled in. An officer who fills in other sheets
must not revert the plan by accident, so the workbook carries a fingerprint of each of these sheets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from data.contract import PLAN_TABLES
from data.intake.cells import Value, is_empty
from data.intake.delivery import CsvText, Sheet

#: The tables whose sheets count only if they were changed.
TABLES = frozenset(table.name for table in PLAN_TABLES)
_MARK = "issued:"


def fingerprint(rows: Iterable[Sequence[str]]) -> str:
    """The fingerprint of rows of text cells, each row in the order of the contract's columns."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join(row).encode() + b"\n")
    return digest.hexdigest()


def mark(table: str, digest: str) -> str:
    """A fingerprint as the template writes it into its hidden sheet."""
    return f"{_MARK}{table}:{digest}"


def read_marks(rows: Iterable[Sequence[Value]]) -> Mapping[str, str]:
    """The fingerprints that the hidden sheet carries, by table."""
    cells = (cell for row in rows for cell in row if not is_empty(cell))
    marks = (str(cell).removeprefix(_MARK) for cell in cells if str(cell).startswith(_MARK))
    return dict(text.split(":", 1) for text in marks if ":" in text)


def is_as_issued(sheet: Sheet, names: Sequence[str], marks: Mapping[str, str]) -> bool:
    """Whether the sheet has exactly the rows of the template; `names` are its table's columns."""
    if sheet.table not in marks or isinstance(sheet.rows, CsvText) or set(names) - set(sheet.headers):
        return False
    rows = ([row[name] or "" for name in names] for row in sheet.rows.to_pylist())
    return fingerprint(rows) == marks[sheet.table]
