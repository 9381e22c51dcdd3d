"""Every indicator in one table, by section of the plan; the one that is open shows who is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pages.indicators.inside import Inside
from pages.kit import cells
from pages.kit.table import Cell, Column, table
from pages.parts import answers, filters, said, tables
from pages.parts.filters import Choice
from pages.parts.plan.said import SECTIONS
from pages.parts.words import Words

Row = Mapping[str, Any]


def show(answer: pa.Table, rows: Sequence[Row], who: Inside, choice: Choice, words: Words) -> None:
    """One row per indicator. `answer` is that of pages/indicator_years, and `rows` its rows."""
    _ = words.text
    marks: dict[str, list[Row]] = {}
    for mark in answers.rows("pages/strips", choice):
        marks.setdefault(mark["indicator"], []).append(mark)
    by_year: dict[str, list[Row]] = {}
    for row in rows:
        if row["year"] is not None:
            by_year.setdefault(row["indicator"], []).append(row)
    order = list(SECTIONS)
    lines = [row for row in rows if row["year"] is None]
    lines.sort(key=lambda row: (order.index(_section(row)), row["position"]))
    years = by_year[lines[0]["indicator"]]
    low = cells.foot(rows)
    columns = [
        Column(
            _("Indicator"),
            lambda row: Cell(row["title"], note=_under(row, words)),
            opens=lambda row: str(row["indicator"]),
        ),
        Column(words.years(choice.years), lambda row: cells.value(row, words), lead=True),
        Column(_("Confirmed · still possible"), cells.bar, plain=True),
        Column(
            f"{said.starred(years[0])}–{said.starred(years[-1])}",
            lambda row: cells.line(by_year[row["indicator"]], low),
            plain=True,
        ),
        *cells.compared(choice, lambda row: row, words),
        Column(
            _("School by school"),
            lambda row: cells.strip(marks.get(row["indicator"], []), words),
            plain=True,
        ),
    ]
    alt = _("Every indicator: value, verdict, change and how the schools lie")

    def section(row: Row) -> str:
        return f"{_section(row)}. {_(SECTIONS[_section(row)])}"

    table(
        "indicators",
        columns,
        lines,
        words,
        alt=alt,
        on_open=filters.pick_indicator,
        group=section,
        details={place: who.sides() for place, row in enumerate(lines) if row["indicator"] == who.indicator},
    )
    tables.downloads(
        "indicators", answer, words, choice, columns, title=alt, rows=lambda _: lines, group=section
    )


def _section(row: Row) -> str:
    """The section of the plan of an indicator's first paragraph: I.2.1 lies in I."""
    return str(row["plan"]).partition(".")[0]


def _under(row: Row, words: Words) -> str:
    target = said.target(row, words) if row["target"] is not None else ""
    return " · ".join(filter(None, (row["plan"], target, words.parts(row) if row["unit"] != "vnd" else "")))
