"""Which indicators moved most since the year of comparison, for better or worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import cells
from pages.kit.table import Cell, Column, table
from pages.parts import filters, origins, tables
from pages.parts.filters import Choice
from pages.parts.marks import CHANGES, MARKS, TURNS
from pages.parts.words import Words
from queries import written

Row = Mapping[str, Any]
#: How many indicators are named.
NAMED = 6
#: The colour of a turn for better and for worse.
_TINTS = {"better": MARKS["met"].tint, "worse": MARKS["far"].tint}


def show(answer: pa.Table, rows: Sequence[Row], choice: Choice, words: Words) -> None:
    """`answer` is that of pages/indicator_years, and `rows` its rows."""
    _ = words.text
    if choice.against is None:
        return
    moved = [row for row in rows if row["year"] is None and row["unit"] == "percent"]
    moved = [row for row in moved if row["change"] in ("up", "down")]
    moved = [row for row in moved if written.is_of_one(row) or not cells.tells_too_little(row)]
    moved = sorted(moved, key=lambda row: (-abs(row["difference"]), row["position"]))[:NAMED]
    if not moved:
        return
    st.header(_("Largest changes since {year}", year=choice.against), anchor=False)
    columns = [
        Column(_("Indicator"), lambda row: row["title"], opens=lambda row: str(row["indicator"])),
        Column(_("From – to"), lambda row: _span(row, words), numeric=True),
        Column(_("Change"), lambda row: _change(row, words)),
    ]
    alt = _("The indicators that moved most since {year}", year=choice.against)
    table("moves", columns, moved, words, alt=alt, on_open=filters.open_indicator)
    of_these = answer.filter(
        pc.is_in(answer["indicator"], value_set=pa.array([row["indicator"] for row in moved]))
    )
    of_these = origins.done(of_these, "these_indicators")
    tables.downloads("moves", of_these, words, choice, columns, title=alt, rows=lambda _: moved)


def _span(row: Row, words: Words) -> str:
    """64,3% → 88,9%; nothing of one school that either has or has not: its change says it."""
    if written.is_of_one(row):
        return ""
    return f"{words.percent(row['previous_value'])} → {words.percent(row['value'])}"


def _change(row: Row, words: Words) -> Cell:
    turn = TURNS.get((row["polarity"], row["change"]), "")
    mark = replace(MARKS["value"], shape=CHANGES[row["change"]][0], tint=_TINTS.get(turn, "gray"))
    if written.is_of_one(row):
        return Cell("", mark, written.turned(row["change"], words.lang))
    points = words.points(row["difference"]).lstrip("+−")
    return Cell("", mark, f"{points}, {words.text(turn)}" if turn else points)
