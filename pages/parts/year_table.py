"""The table of indicators by year: value and mark in each year, target, change, trend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import inert, origins, tables
from pages.parts.filters import Choice
from pages.parts.marks import change_of, mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]


def show(
    key: str,
    answer: pa.Table,
    words: Words,
    choice: Choice,
    *,
    only: Sequence[str] = (),
    alt: str,
    on_pick: Callable[[str], None] | None = None,
) -> None:
    """One line per indicator. `answer` is that of pages/indicator_years; a pick passes the indicator on."""
    if only:
        own = answer.filter(pc.is_in(answer["indicator"], value_set=pa.array(only)))
        answer = origins.done(own, "these_indicators")
    lines: dict[str, dict[int | None, Row]] = {}
    for row in inert.rows(answer):
        lines.setdefault(row["indicator"], {})[row["year"]] = row
    first = next(iter(lines.values()), {})
    years = [year for year in first if year is not None]
    partial = {year for year in years if first[year]["partial"]}
    latest = [_latest(line, choice) for line in lines.values()]
    plain: dict[str, list[Any]] = {words.text("Indicator"): [row["title"] for row in latest]}
    for year in years:
        plain[f"{year}*" if year in partial else str(year)] = [
            _cell(line.get(year), words) for line in lines.values()
        ]
    if len(choice.years) > 1:
        plain[words.text("{years} together", years=words.years(choice.years))] = [
            _cell(line.get(None), words) for line in lines.values()
        ]
    plain[words.text("Target")] = [_target(row, words) for row in latest]
    plain[words.text("Change")] = [change_of(row, words) for row in latest]
    plain[words.text("Made up of")] = [_counted(row, words) for row in latest]
    plain[words.text("Plan")] = [row["plan"] for row in latest]
    st.dataframe(
        inert.table(plain),
        key=f"{key}_table",
        hide_index=True,
        height="content",
        alt=alt,
        placeholder="",
        column_config=_config(key, list(plain), list(lines), words, on_pick),
    )
    tables.downloads(key, answer, words, choice)


def _config(
    key: str,
    titles: Sequence[str],
    indicators: Sequence[str],
    words: Words,
    on_pick: Callable[[str], None] | None,
) -> dict[str, Any]:
    # Widths in pixels that fit a 1400 px screen; the name stays in view when a phone scrolls sideways.
    widths = {-4: 108, -3: 88, -2: 220, -1: 84}
    config: dict[str, Any] = {
        title: st.column_config.TextColumn(
            title, alignment="right", width=widths.get(place - len(titles), 72)
        )
        for place, title in enumerate(titles)
    }
    config[titles[-1]] = st.column_config.TextColumn(titles[-1], width=widths[-1])
    config[titles[0]] = st.column_config.TextColumn(titles[0], width=243, pinned=True)
    if on_pick:
        click = f"{key}_pick"

        def clicked() -> None:
            state = st.session_state.get(click)
            if state is not None:
                on_pick(indicators[state["row"]])

        config[titles[0]] = st.column_config.ButtonColumn(
            titles[0], type="tertiary", alignment="left", width=243, pinned=True, key=click, on_click=clicked
        )
    return config


def _latest(line: Mapping[int | None, Row], choice: Choice) -> Row:
    """The row that target, change and parts are read from: the chosen years as one."""
    return line.get(None) or line[choice.year]


def _cell(row: Row | None, words: Words) -> str:
    if row is None:
        return ""
    mark = mark_of(row)
    value = words.measured(row)
    if not value:
        return mark.shape
    return f"{value} {mark.shape}" if row["status"] else value


def _counted(row: Row, words: Words) -> str:
    # Sums of đồng would fill the column; they are in the CSV.
    plain = row["unit"] == "vnd" or (row["denominator"] or 0) > 9_999_999
    return words.not_known(row) if plain else words.parts(row)


def _target(row: Row, words: Words) -> str:
    if row["target"] is None:
        return ""
    source = words.text("plan") if row["target_source"] == "plan" else words.text("district")
    return f"{words.amount(row['target'], row['unit'])} {source}"
