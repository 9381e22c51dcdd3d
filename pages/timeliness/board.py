"""The board of clocks: one row per clock, its rate in every year, what is running and overdue now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, downloads, filters, inert, origins, phrases
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.table import table
from pages.kit.words import Words
from pages.timeliness import sentences
from queries.ranges import Ranges

Row = Mapping[str, Any]
#: A clock's rows by year, the chosen years together under None.
Line = Mapping[int | None, Row]
#: Beside a number of overdue cases, which says it already.
_OVERDUE = replace(MARKS["far"], word="")


def show(board: pa.Table, choice: Choice, words: Words) -> None:
    """The clocks of cases; a click picks the clock whose course stands below. `board`: pages/clock_board."""
    _ = words.text
    st.header(_("On time by clock and year"), anchor=False)
    cases = origins.done(board.filter(pc.not_equal(board["clock"], "report")), "cases_only")
    lines: dict[str, dict[int | None, Row]] = {}
    for row in inert.rows(cases):
        lines.setdefault(row["clock"], {})[row["year"]] = row
    every = list(lines.values())
    columns = _columns(every[0], choice, words)
    alt = _("Each clock's share on time in every year, and what is running and overdue now")
    table("clock_board", columns, every, words, alt=alt, on_open=filters.pick_clock)
    downloads.offer("clock_board", cases, words, choice, columns, title=alt, rows=lambda _: every)


def _columns(years: Line, choice: Choice, words: Words) -> list[Column]:
    _ = words.text
    ranges, now = answers.ranges(choice, words), answers.ranges(choice, words, every_year=True)
    columns = [
        Column(
            _("Clock"),
            lambda line: Cell(
                sentences.name(line[None]["clock"], words), note=sentences.within(line[None], words)
            ),
            opens=lambda line: str(line[None]["clock"]),
        ),
        *(
            Column(
                phrases.starred(row),
                lambda line, year=year: _rate(line[year], ranges, words),  # type: ignore[misc]
                numeric=True,
                lead=year == choice.year,
            )
            for year, row in years.items()
            if year
        ),
    ]
    if choice.against:
        title = _("Compared with {year}", year=choice.against)
        columns.append(Column(title, lambda line: _moved(line, choice, words), numeric=True))
    on_time = _("On time, {years}", years=words.years(choice.years))
    return [
        *columns,
        Column(on_time, lambda line: _counted(line[None], ranges), numeric=True),
        Column(_("Overdue now"), lambda line: _overdue(line[None], now), numeric=True),
        Column(_("Running"), lambda line: _now(line[None], "running", now), numeric=True),
    ]


def _rate(row: Row, ranges: Ranges, words: Words) -> str | Cell:
    if row["rate"] is not None:
        return words.percent(row["rate"])
    if row["fell_due"] == 0:
        return Cell("", MARKS["no_cases"])
    return ranges.share(row, f"clock.{row['clock']}", "on_time", "fell_due", row["year"])


def _moved(line: Line, choice: Choice, words: Words) -> str:
    """The change in points since the year of comparison; a part of a year is never set beside a full one."""
    before, row = line[choice.against], line[choice.year]
    if before["rate"] is None or row["rate"] is None or before["partial"] or row["partial"]:
        return ""
    return words.points(row["rate"] - before["rate"])


def _counted(row: Row, ranges: Ranges) -> str:
    on_time, fell_due = (
        ranges.count(row[part], f"clock.{row['clock']}", part, row["year"])
        for part in ("on_time", "fell_due")
    )
    return f"{on_time}/{fell_due}"


def _now(row: Row, state: str, now: Ranges) -> str:
    return now.count(row[f"{state}_now"], f"clock.{row['clock']}", state, None)


def _overdue(row: Row, now: Ranges) -> Cell:
    return Cell(_now(row, "overdue", now), _OVERDUE if row["overdue_now"] else None)
