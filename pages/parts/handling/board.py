"""The board of clocks: one row per clock, its rate in every year, what is running and overdue now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.parts import answers, inert, said, tables
from pages.parts.filters import Choice
from pages.parts.handling import clock_words
from pages.parts.marks import MARKS
from pages.parts.words import Words
from queries.ranges import Ranges

Row = Mapping[str, Any]


def show(
    key: str, board: pa.Table, words: Words, choice: Choice, *, on_pick: Callable[[str], None] | None = None
) -> None:
    """`board` is the answer of pages/clock_board; a pick passes the clock on."""
    _ = words.text
    ranges = answers.ranges(choice, words)
    now = answers.ranges(choice, words, every_year=True)
    lines: dict[str, dict[int | None, Row]] = {}
    for row in inert.rows(board):
        lines.setdefault(row["clock"], {})[row["year"]] = row
    years = [year for year in next(iter(lines.values()), {}) if year is not None]
    together = [line[None] for line in lines.values()]
    chosen = words.years(choice.years)
    plain: dict[str, list[str]] = {
        _("Clock"): [clock_words.name(row["clock"], words) for row in together],
        _("Limit"): [clock_words.limit(row, words) for row in together],
    }
    for year in years:
        found = [line[year] for line in lines.values()]
        plain[said.starred(found[0])] = [_rate(row, ranges, words) for row in found]
    plain[_("On time, {years}", years=chosen)] = [_counted(row, ranges) for row in together]
    plain[_("Overdue now")] = [_overdue(row, now) for row in together]
    plain[_("Running")] = [_now(row, "running", now) for row in together]
    plain[_("Basis")] = [clock_words.source(row, words) for row in together]
    st.dataframe(
        inert.table(plain),
        key=f"{key}_table",
        hide_index=True,
        height="content",
        alt=_("Each clock's share on time in every year, and what is running and overdue now"),
        placeholder="",
        column_config=_config(key, list(plain), list(lines), on_pick),
    )
    tables.downloads(key, board, words, choice)


def _config(
    key: str, titles: list[str], clocks: list[str], on_pick: Callable[[str], None] | None
) -> dict[str, Any]:
    config: dict[str, Any] = {
        title: st.column_config.TextColumn(title, alignment="right", width=60) for title in titles[2:-4]
    }
    config[titles[1]] = st.column_config.TextColumn(titles[1], width=108)
    for title, width in zip(titles[-4:-1], (112, 92, 76), strict=True):
        config[title] = st.column_config.TextColumn(title, alignment="right", width=width)
    config[titles[-1]] = st.column_config.TextColumn(titles[-1], width=128)
    config[titles[0]] = st.column_config.TextColumn(titles[0], width=134, pinned=True)
    if on_pick:
        click = f"{key}_pick"

        def clicked() -> None:
            state = st.session_state.get(click)
            if state is not None:
                on_pick(clocks[state["row"]])

        config[titles[0]] = st.column_config.ButtonColumn(
            titles[0], type="tertiary", alignment="left", width=134, pinned=True, key=click, on_click=clicked
        )
    return config


def _rate(row: Row, ranges: Ranges, words: Words) -> str:
    if row["rate"] is not None:
        return words.percent(row["rate"])
    if row["fell_due"] == 0:
        return MARKS["no_cases"].shape
    return ranges.share(row, f"clock.{row['clock']}", "on_time", "fell_due", row["year"])


def _counted(row: Row, ranges: Ranges) -> str:
    on_time, fell_due = (
        ranges.count(row[part], f"clock.{row['clock']}", part, row["year"])
        for part in ("on_time", "fell_due")
    )
    return f"{on_time}/{fell_due}"


def _now(row: Row, state: str, now: Ranges) -> str:
    return now.count(row[f"{state}_now"], f"clock.{row['clock']}", state, None)


def _overdue(row: Row, now: Ranges) -> str:
    mark = f" {MARKS['far'].shape}" if row["overdue_now"] else ""
    return _now(row, "overdue", now) + mark
