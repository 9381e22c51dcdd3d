"""The goals as one table: value and verdict, how far, over the years, of what, and how it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import cells
from pages.kit.table import Cell, Column, table
from pages.overview import sentences
from pages.parts import filters, origins, said, tables
from pages.parts.filters import Choice
from pages.parts.words import Words

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
    low = cells.foot(row for line in lines for row in line["years"])
    columns = [
        Column(
            _("Goal"),
            lambda line: Cell(line["goal"]["label"], note=sentences.goal(line, words)),
            opens=lambda line: str(line["goal"]["indicator"]),
        ),
        Column(
            words.years(choice.years),
            lambda line: cells.value(line["together"], words),
            lead=True,
            large=True,
        ),
        Column(_("Confirmed · still possible"), lambda line: cells.bar(line["together"]), plain=True),
        Column(
            f"{said.starred(first)}–{said.starred(last)}",
            lambda line: cells.line(line["years"], low),
            plain=True,
        ),
        Column(_("Schools, children, violations"), lambda line: said.counted(line["together"], words)),
        *cells.compared(choice, lambda line: line["together"], words),
    ]
    alt = _("The goals: value, verdict, parts and change")
    table("goals", columns, lines, words, alt=alt, on_open=filters.open_indicator)
    own = pa.array([line["goal"]["indicator"] for line in lines])
    of_goals = answer.filter(pc.is_in(answer["indicator"], value_set=own))
    of_goals = origins.done(of_goals, "these_indicators")
    tables.downloads("goals", of_goals, words, choice, columns, title=alt, rows=lambda _: lines)
