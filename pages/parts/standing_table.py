"""The table twin of every schools-by-indicators matrix."""

from __future__ import annotations

import pyarrow as pa

from pages.parts import tables
from pages.parts.filters import Choice
from pages.parts.marks import change_of, mark_of
from pages.parts.tables import Column
from pages.parts.words import Words


def show(
    key: str,
    standing: pa.Table,
    words: Words,
    choice: Choice,
    *,
    alt: str,
    height: int,
    school_width: int | None = None,
) -> None:
    """One row per school and indicator of `queries/pages/matrix.sql`: value, status and change."""
    _ = words.text
    tables.show(
        key,
        standing,
        [
            Column(_("School"), lambda row: row["school"], school=True, width=school_width),
            Column(_("Indicator"), lambda row: row["title"], width="large"),
            Column(_("Value"), lambda row: words.amount(row["value"], row["unit"]), numeric=True),
            Column("n/N", lambda row: words.part(row["numerator"], row["denominator"]), numeric=True),
            Column(_("Status"), lambda row: mark_of(row).said(words)),
            Column(_("Change"), lambda row: change_of(row, words)),
        ],
        words,
        choice,
        alt=alt,
        height=height,
    )
