"""The table twin of every schools-by-indicators matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.kit.table import Column, school_id, status
from pages.parts import said, tables
from pages.parts.filters import Choice
from pages.parts.marks import change_of_school
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
    by_year: bool = False,
) -> None:
    """Folded: one row per school and indicator of `queries/pages/matrix.sql`: value, status and change."""
    _ = words.text
    school = Column(_("School"), lambda row: row["school"], opens=school_id)
    year = Column(_("Year"), said.starred)
    tables.twin(
        key,
        standing,
        [
            *([] if by_year else [school]),
            Column(_("Indicator"), lambda row: row["title"]),
            *([year] if by_year else []),
            Column(_("Value"), words.own, numeric=True),
            Column("n/N", words.own_parts, numeric=True),
            Column(_("Status"), lambda row: status(row, words), lead=True),
            Column(_("Change"), lambda row: change_of_school(row, words)),
        ],
        words,
        choice,
        alt=alt,
    )
