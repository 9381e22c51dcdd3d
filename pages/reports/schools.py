"""Every school's reports, one column a year, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import downloads, inert
from pages.kit.cells import MOST
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words
from pages.reports import columns, sentences

Row = Mapping[str, Any]


def awaited(states: pa.Table) -> list[Row]:
    """The reports that did not come or came empty; `states` answers pages/report_strip."""
    wanting = pa.array(list(sentences.AWAITED))
    return list(inert.rows(states.filter(pc.is_in(states["state"], value_set=wanting))))


def show(states: pa.Table, awaited: Sequence[Row], choice: Choice, words: Words) -> None:
    """One line per school; its name opens it."""
    st.header(words.text("Schools by year"), anchor=False)
    often = sentences.often(awaited, words)
    st.caption(inert.as_markdown(f"{often}  \n{sentences.marks(words)}"))
    ends = pc.min_max(states["year"])
    years = [] if not states else list(range(ends["max"].as_py(), ends["min"].as_py() - 1, -1))
    shown = columns.schools(years, words)
    alt = words.text("Every school's report in every year. {often}", often=often)
    table(
        "report_strip",
        shown,
        _lines(states.slice(0, MOST * len(years))),
        words,
        alt=alt,
        total=len(pc.unique(states["school_id"])),
    )
    downloads.offer("report_strip", states, words, choice, shown, title=alt, rows=_lines)


def _lines(states: pa.Table) -> list[Mapping[int, Row]]:
    return columns.school_lines(inert.rows(states))
