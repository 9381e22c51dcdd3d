"""Goals and indicators of one school: against the target, the years before, and schools like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.kit import answers, cells, downloads, filters, inert, phrases
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.table import table
from pages.kit.words import Words
from pages.school import sentences

Row = Mapping[str, Any]
#: Sums of đồng, which would fill a cell.
LONG = 9_999_999


def of_one(profile: pa.Table) -> list[Row]:
    """The rows of pages/profile as those of one school, of which nothing is left open."""
    return [{**row, "subjects": 1, "unsettled": False} for row in inert.rows(profile)]


def of_goals(plan: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """The goals' rows of pages/profile in the plan's order, each with its goal's `label`."""
    known = {row["indicator"]: row for row in rows}
    return [
        {**known[goal["indicator"]], "label": goal["label"]} for goal in plan if goal["indicator"] in known
    ]


def show(profile: pa.Table, rows: Sequence[Row], goals: Sequence[Row], choice: Choice, words: Words) -> None:
    """One row per goal, then one per indicator. `profile` answers pages/profile, and `rows` are its rows."""
    _ = words.text
    st.subheader(_("Goals and indicators, {year}", year=choice.year), anchor=False)
    own = {row["indicator"] for row in goals}
    lines = [*goals, *(row for row in rows if row["indicator"] not in own)]
    by_year = cells.by_year(answers.rows("pages/school_strip", school=choice.school, lang=words.lang))
    years = next(iter(by_year.values()), [])
    low = cells.foot(row for of in by_year.values() for row in of)
    columns = [
        Column(
            _("Indicator"),
            lambda row: Cell(row.get("label", row["title"]), note=_under(row, words)),
            opens=lambda row: str(row["indicator"]),
        ),
        Column(str(choice.year), lambda row: _value(row, words), lead=True),
        *_compared(choice.year - 1, years, words),
        Column(cells.span(years), lambda row: _years(by_year[row["indicator"]], low, words), plain=True),
    ]
    if peers := max((row["peers"] for row in rows), default=0):
        columns.append(
            Column(
                _("Beside {peers} schools of its level and size", peers=peers),
                lambda row: _beside(row, words),
            )
        )
    alt = _("{school}: value, change, years and schools like it", school=choice.school_name)

    def group(row: Row) -> str:
        return _("Goals of the plan") if row["indicator"] in own else _("Tasks")

    table("standing", columns, lines, words, alt=alt, on_open=filters.open_indicator, group=group)
    downloads.offer("standing", profile, words, choice, columns, title=alt, rows=lambda _: lines, group=group)


def _compared(year: int, years: Sequence[Row], words: Words) -> list[Column]:
    """The change since the year before, where the plan has one."""
    if year not in [row["year"] for row in years]:
        return []
    title = words.text("Compared with {year}", year=year)
    return [Column(title, lambda row: cells.moved(row, words), numeric=True)]


def _under(row: Row, words: Words) -> str:
    return " · ".join(
        filter(None, (row["plan"], phrases.target(row, words) if row["target"] is not None else ""))
    )


def _value(row: Row, words: Words) -> Cell:
    cell, text = cells.value(row, words), sentences.standing(row, words)
    parted = row["counts"] == "ratio" and row["unit"] == "percent" and 0 < (row["denominator"] or 0) <= LONG
    parts = words.counted(row) if parted and text == words.measured(row) else ""
    return replace(cell, text=text, note=parts)


def _years(years: Sequence[Row], low: float, words: Words) -> Cell:
    """The line, and of which years it shows nothing; one value alone is no line."""
    if sum(row["value"] is not None for row in years) < 2:
        return Cell("", note=sentences.gaps(years, words))
    return replace(cells.line(years, low), note=sentences.gaps(years, words))


def _beside(row: Row, words: Words) -> Cell | str:
    return Cell("", MARKS["masked"]) if row["peers_masked"] else sentences.beside(row, words)
