"""The table twin of every schools-by-indicators matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.parts import said, tables
from pages.parts.filters import Choice
from pages.parts.marks import change_of_school, mark_of
from pages.parts.tables import Column
from pages.parts.words import Words

#: How many schools a matrix draws; beyond, it could be neither read nor scrolled. The rest is in the CSV
#: of `python -m queries pages/matrix`.
LISTED = 60


def cut(reported: Sequence[Mapping[str, Any]], choice: Choice, words: Words) -> None:
    """Say so when not all schools are drawn; `reported` is the answer of pages/coverage."""
    schools = sum(row["in_scope"] for row in reported if row["year"] == choice.year)
    if schools > LISTED:
        st.caption(
            words.text(
                "The first {shown} of {found} schools by name. A level or a commune narrows the list.",
                shown=LISTED,
                found=words.number(schools),
            )
        )


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
            Column(_("Value"), words.own, numeric=True),
            Column("n/N", words.own_parts, numeric=True),
            Column(_("Status"), lambda row: mark_of(row).said(words)),
            Column(_("Change"), lambda row: change_of_school(row, words)),
        ],
        words,
        choice,
        alt=alt,
        height=height,
    )
