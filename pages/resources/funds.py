"""Funds by source: planned, spent, and spent in every year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import cells, downloads, origins
from pages.kit.cells import Bar, Cell, Column, Line
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words
from pages.resources import sentences

Row = Mapping[str, Any]


def show(funding: pa.Table, rows: Sequence[Row], choice: Choice, words: Words) -> None:
    """One line per source, the last one all of them. `funding` answers pages/funding, `rows` are its rows."""
    _ = words.text
    st.header(_("Funds by source, {years}", years=words.years(choice.years)), anchor=False)
    together = [row for row in rows if row["year"] is None]
    by_year = cells.by_year(rows, "source")
    decimals = sentences.decimals(together)
    columns = [
        Column(
            _("Source"),
            lambda row: Cell(sentences.source(row["source"], words), note=sentences.lacking(row, words)),
        ),
        Column(
            _("Planned (million đồng)"),
            lambda row: sentences.millions(row["planned_vnd"], decimals, words),
            numeric=True,
        ),
        Column(
            _("Spent (million đồng)"),
            lambda row: sentences.millions(row["spent_vnd"], decimals, words),
            numeric=True,
        ),
        Column(_("Spent of planned"), lambda row: _share(row["spent_share"], words)),
        Column(
            _("Spent, {years}", years=cells.span(by_year["all"])),
            lambda row: _spent(by_year[row["source"]]),
            plain=True,
        ),
    ]
    alt = _("Funds planned and spent from each source, {years}", years=words.years(choice.years))
    table("funding", columns, together, words, alt=alt)
    if len(choice.years) < 2:
        funding = origins.done(funding.filter(pc.is_valid(funding["year"])), "no_sum")
    downloads.offer("funding", funding, words, choice, columns, title=alt, rows=lambda _: together)


def _share(percent: float | None, words: Words) -> Cell:
    """The share as a bar, and written below it."""
    if percent is None:
        return Cell("")
    return Cell(words.percent(percent), figure=Bar(min(percent / 100, 1.0)))


def _spent(years: Sequence[Row]) -> Cell:
    """What was spent in every year, from 0 to the most of this source."""
    amounts = [row["spent_vnd"] for row in years]
    top = max((amount for amount in amounts if amount), default=0)
    if not top:
        return Cell("")
    values = tuple(None if amount is None else amount / top for amount in amounts)
    return Cell("", figure=Line(values, tuple(row["partial"] for row in years)))
