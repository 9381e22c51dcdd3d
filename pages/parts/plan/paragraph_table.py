"""The table of one section of the plan: paragraph, indicator, value and mark in every year, owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import filters, inert, tables
from pages.parts.filters import Choice
from pages.parts.marks import MARKS, mark_of
from pages.parts.plan import said
from pages.parts.words import Words

Row = Mapping[str, Any]
#: Above so many letters what the plan asks needs a second line.
ONE_LINE = 42


def show(section: str, every: pa.Table, words: Words, choice: Choice) -> None:
    """One line per paragraph and indicator. `every` is plan.lines.joined; an indicator opens its page."""
    _ = words.text
    answer = every.filter(pc.equal(every["section"], section))
    lines: dict[tuple[str, str | None], dict[int | None, Row]] = {}
    for row in inert.rows(answer):
        lines.setdefault((row["paragraph"], row["indicator"]), {})[row["year"]] = row
    first = [next(iter(line.values())) for line in lines.values()]
    years = _years(every)
    owned = any(row["owners"] for row in first)
    plain: dict[str, list[str]] = {
        _("Plan"): [row["paragraph"] for row in first],
        _("What the plan asks"): [row["label"] for row in first],
        _("Measured by"): [row["title"] or _("not measured, see below") for row in first],
    }
    for year, title in years.items():
        plain[title] = [_cell(line.get(year), line, words) for line in lines.values()]
    if owned:
        plain[_("Owner")] = [said.owners(row["owners"], words) for row in first]
    st.dataframe(
        inert.table(plain),
        key=f"plan_{section}_table",
        hide_index=True,
        height="content",
        row_height=tables.SEVERAL_LINES if _is_long(first) else None,
        alt=_(
            "Paragraphs of section {section}, what measures them, and the value in every year",
            section=section,
        ),
        placeholder="",
        column_config=_config(
            f"plan_{section}", list(plain), len(years), [row["indicator"] or "" for row in first], owned=owned
        ),
    )
    for line in first:
        if line["indicator"] is None:
            st.caption(inert.as_markdown(f"{line['paragraph']} – {said.unmeasured(line, words)}."))
    tables.downloads(f"plan_{section}", answer, words, choice)


def _is_long(lines: list[Row]) -> bool:
    return any(len(row["label"]) > ONE_LINE for row in lines)


def _years(every: pa.Table) -> dict[int, str]:
    """Every year of the plan, starred where it is part of a year."""
    rows = inert.rows(every.select(["year", "partial"]))
    known = {row["year"]: row["partial"] for row in rows if row["year"] is not None}
    return {year: f"{year}*" if known[year] else str(year) for year in sorted(known)}


def _cell(row: Row | None, line: Mapping[int | None, Row], words: Words) -> str:
    if row is None:
        # An indicator that has no row for these schools is the office's alone.
        return MARKS["not_applicable"].shape if next(iter(line.values()))["indicator"] else ""
    mark = mark_of(row)
    value = words.measured(row)
    if not value:
        return mark.shape
    return f"{value} {mark.shape}" if row["status"] else value


def _config(key: str, titles: list[str], years: int, indicators: list[str], *, owned: bool) -> dict[str, Any]:
    # Widths in pixels that fit a 1400 px screen; the paragraph stays in view when a phone scrolls sideways.
    config: dict[str, Any] = {
        title: st.column_config.TextColumn(title, alignment="right", width=62 if owned else 71)
        for title in titles[3 : 3 + years]
    }
    config[titles[0]] = st.column_config.TextColumn(titles[0], width=58, pinned=True)
    config[titles[1]] = st.column_config.TextColumn(titles[1], width=268 if owned else 303)
    click = f"{key}_pick"

    def clicked() -> None:
        state = st.session_state.get(click)
        if state is not None and indicators[state["row"]]:
            filters.open_indicator(indicators[state["row"]])

    config[titles[2]] = st.column_config.ButtonColumn(
        titles[2], type="tertiary", alignment="left", width=258 if owned else 250, key=click, on_click=clicked
    )
    for title in titles[3 + years :]:
        config[title] = st.column_config.TextColumn(title, width=72)
    return config
