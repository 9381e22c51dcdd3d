"""Funds by source: a figure per source, all on one scale, and the table behind them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit.grid import Column
from pages.parts import charts, inert, origins, tables
from pages.parts.choice import Choice
from pages.parts.figures import funds as figures
from pages.parts.resources import said
from pages.parts.words import Words

#: The sources in the contract's order, and then all of them.
SOURCES = ("state", "domestic", "foreign")


def show(funding: pa.Table, choice: Choice, words: Words) -> None:
    """`funding` answers pages/funding. Planned and spent stand inside each other and are never added."""
    _ = words.text
    rows = inert.rows(funding)
    yearly = [row for row in rows if row["year"] is not None]
    known = [row[name] or 0 for row in yearly if row["source"] in SOURCES for name in figures.BOTH]
    top = max(known, default=0) or 1
    st.caption(
        _(
            "Wide pale bar: planned. Narrow bar inside: spent. Beside it: spent / planned, in millions of "
            "đồng. The same scale for every source; * part of a year."
        )
    )
    for column, source in zip(st.columns(len(SOURCES), gap="medium"), SOURCES, strict=True):
        own = [row for row in yearly if row["source"] == source]
        with column:
            st.markdown(f"**{said.source(source, words)}**")
            charts.show(
                f"funds_{source}",
                choice,
                words,
                lambda own=own: figures.years(  # type: ignore[misc]
                    own, [said.spent_of(row, words) for row in own], top, choice.years, words
                ),
                alt=said.over_years(source, own, words),
            )
    if len(choice.years) < 2:
        funding = origins.done(funding.filter(pc.is_valid(funding["year"])), "no_sum")
    tables.twin(
        "funding",
        funding,
        [
            Column(_("Source"), lambda row: said.source(row["source"], words)),
            Column(_("Year"), lambda row: said.year(row, choice, words)),
            Column(
                _("Planned (million đồng)"),
                lambda row: said.millions(row["planned_vnd"], words),
                numeric=True,
            ),
            Column(
                _("Spent (million đồng)"), lambda row: said.millions(row["spent_vnd"], words), numeric=True
            ),
            "spent_share",
            "lines",
            "without_planned",
            "without_spent",
        ],
        words,
        choice,
        alt=_("Funds planned and spent from each source in every year"),
    )
