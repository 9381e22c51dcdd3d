"""The board of clocks: one row per clock, its rate in every year, what is running and overdue now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from pages.kit.grid import Cell, Column
from pages.kit.table import table
from pages.parts import answers, inert, said, tables
from pages.parts.choice import Choice
from pages.parts.handling import clock_words
from pages.parts.marks import MARKS
from pages.parts.words import Words
from queries.ranges import Ranges

Row = Mapping[str, Any]
#: Beside a number of overdue cases, which says it already.
_OVERDUE = replace(MARKS["far"], word="")


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
    columns = [
        Column(
            _("Clock"),
            lambda line: clock_words.name(line[None]["clock"], words),
            opens=(lambda line: str(line[None]["clock"])) if on_pick else None,
        ),
        Column(_("Limit"), lambda line: clock_words.limit(line[None], words)),
    ]
    columns += [
        Column(
            said.starred(next(iter(lines.values()))[year]),
            lambda line, year=year: _rate(line[year], ranges, words),  # type: ignore[misc]
            numeric=True,
            lead=year == choice.year,
        )
        for year in years
    ]
    on_time = _("On time, {years}", years=words.years(choice.years))
    columns += [
        Column(on_time, lambda line: _counted(line[None], ranges), numeric=True),
        Column(_("Overdue now"), lambda line: _overdue(line[None], now), numeric=True, lead=True),
        Column(_("Running"), lambda line: _now(line[None], "running", now), numeric=True),
        Column(_("Basis"), lambda line: clock_words.source(line[None], words)),
    ]
    alt = _("Each clock's share on time in every year, and what is running and overdue now")
    every = list(lines.values())
    table(key, columns, every, words, alt=alt, on_open=on_pick)
    tables.downloads(key, board, words, choice, columns, title=alt, rows=lambda _: every)


def _rate(row: Row, ranges: Ranges, words: Words) -> str | Cell:
    if row["rate"] is not None:
        return words.percent(row["rate"])
    if row["fell_due"] == 0:
        return Cell("", MARKS["no_cases"])
    return ranges.share(row, f"clock.{row['clock']}", "on_time", "fell_due", row["year"])


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
