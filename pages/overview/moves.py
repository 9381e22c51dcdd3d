"""Which indicators moved most since the year of comparison, for better or worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import downloads, filters, origins
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words
from pages.overview import columns

Row = Mapping[str, Any]


def show(answer: pa.Table, rows: Sequence[Row], choice: Choice, words: Words) -> None:
    """`answer` is that of pages/indicator_years, and `rows` its rows."""
    _ = words.text
    if choice.against is None:
        return
    moved = columns.moves_lines(rows)
    if not moved:
        return
    st.header(_("Largest changes since {year}", year=choice.against), anchor=False)
    shown = columns.moves(words)
    alt = _("The indicators that moved most since {year}", year=choice.against)
    table("moves", shown, moved, words, alt=alt, on_open=filters.open_indicator)
    of_these = answer.filter(
        pc.is_in(answer["indicator"], value_set=pa.array([row["indicator"] for row in moved]))
    )
    of_these = origins.done(of_these, "these_indicators")
    downloads.offer("moves", of_these, words, choice, shown, title=alt, rows=lambda _: moved)
