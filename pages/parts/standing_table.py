"""The table twin of every schools-by-indicators matrix."""

from __future__ import annotations

import pyarrow as pa

from pages.parts import said, tables
from pages.parts.filters import Choice
from pages.parts.marks import change_of, mark_of
from pages.parts.tables import Column
from pages.parts.words import Words


def twin(
    key: str,
    standing: pa.Table,
    words: Words,
    choice: Choice,
    *,
    alt: str,
    height: int,
    school_width: int | None = None,
    by_year: bool = False,
) -> None:
    """Folded: one row per school and indicator of `queries/pages/matrix.sql`: value, status and change."""
    _ = words.text
    school = Column(_("School"), lambda row: row["school"], school=True, width=school_width)
    year = Column(_("Year"), said.starred, width=70)
    tables.twin(
        key,
        standing,
        [
            *([] if by_year else [school]),
            Column(_("Indicator"), lambda row: row["title"], width="large"),
            *([year] if by_year else []),
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
