"""The goals as one table: value and verdict, how far, over the years, of what, and how it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit.table import Bar, Cell, Column, Line, table
from pages.overview import sentences
from pages.parts import filters, origins, said, tables
from pages.parts.filters import Choice
from pages.parts.marks import mark_of
from pages.parts.words import Words
from queries import written

Row = Mapping[str, Any]


def lines(plan: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """One line per goal: the goal, the chosen years as one (`together`), and all `years` one by one."""
    found: list[Row] = []
    for goal in plan:
        own = [row for row in rows if row["indicator"] == goal["indicator"]]
        together = next(row for row in own if row["year"] is None)
        found.append({"goal": goal, "together": together, "years": [row for row in own if row["year"]]})
    return found


def show(answer: pa.Table, lines: Sequence[Row], choice: Choice, words: Words) -> None:
    """The table and its files. `answer` is that of pages/indicator_years."""
    _ = words.text
    first, last = lines[0]["years"][0], lines[0]["years"][-1]
    low = _lowest(lines)
    compared = _("Compared with {year}", year=choice.year - 1)
    table(
        "goals",
        [
            Column(
                _("Goal"),
                lambda line: Cell(line["goal"]["label"], note=sentences.goal(line, words)),
                opens=lambda line: str(line["goal"]["indicator"]),
            ),
            Column(words.years(choice.years), lambda line: _value(line, words), lead=True, large=True),
            Column(_("Confirmed · still possible"), lambda line: _bar(line["together"]), plain=True),
            Column(
                f"{said.starred(first)}–{said.starred(last)}",
                lambda line: _line(line["years"], low),
                plain=True,
            ),
            Column(_("Schools, children, violations"), lambda line: said.counted(line["together"], words)),
            Column(compared, lambda line: _moved(line["together"], words), numeric=True),
        ],
        lines,
        words,
        alt=_("The goals: value, verdict, parts and change"),
        on_open=filters.open_indicator,
    )
    own = pa.array([line["goal"]["indicator"] for line in lines])
    of_goals = answer.filter(pc.is_in(answer["indicator"], value_set=own))
    tables.downloads("goals", origins.done(of_goals, "these_indicators"), words, choice)


def _value(line: Row, words: Words) -> Cell:
    row = line["together"]
    mark, value = mark_of(row), words.measured(row)
    word = words.text(mark.word) if row["status"] or not value else ""
    word = " · ".join(filter(None, (word, said.unsettled(row, words))))
    return Cell(value, mark if word else None, word)


def _moved(row: Row, words: Words) -> str:
    """+7,0 điểm; of one school that either has or has not: từ chưa thành có."""
    if row["change"] in ("up", "down") and written.is_of_one(row):
        return written.turned(row["change"], words.lang)
    return words.points(row["difference"])


def _share(value: float | None) -> float | None:
    return None if value is None else min(max(value / 100, 0.0), 1.0)


def _bar(row: Row) -> Cell:
    """Of a masked value: what it is at least, and what it may be."""
    confirmed = row["value"] if row["value"] is not None else row["value_least"]
    possible = row["upper"] if row["value"] is not None else row["value_most"]
    if confirmed is None:
        return Cell("")
    tint = mark_of(row).tint
    return Cell("", figure=Bar(_share(confirmed) or 0.0, _share(possible), _share(row["target"]), tint))


def _lowest(lines: Sequence[Row]) -> float:
    """The foot of all lines, so that they can be compared: the lowest value, to ten below."""
    values = [row["value"] for line in lines for row in line["years"] if row["value"] is not None]
    return max(0.0, (min(values, default=50.0) // 10 - 1) * 10)


def _line(years: Sequence[Row], low: float) -> Cell:
    def height(value: float | None) -> float | None:
        return None if value is None else (value - low) / (100 - low)

    values = tuple(height(row["value"]) for row in years)
    if all(value is None for value in values):
        return Cell("")
    last = years[-1]
    return Cell(
        "",
        figure=Line(
            values,
            tuple(row["partial"] for row in years),
            height(last["target"]),
            dashed=last["target_source"] != "plan",
            tint=mark_of(last).tint,
        ),
    )
