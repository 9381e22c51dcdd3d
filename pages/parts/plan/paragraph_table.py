"""The table of one section of the plan: paragraph, indicator, value and mark in every year, owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit.grid import Cell, Column
from pages.kit.table import table
from pages.parts import filters, inert, tables, year_table
from pages.parts.choice import Choice
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
    first = [_first(line) for line in lines.values()]
    years = _years(every)
    columns = [
        Column(_("Plan"), lambda line: _first(line)["paragraph"]),
        Column(_("What the plan asks"), lambda line: _first(line)["label"]),
        Column(
            _("Measured by"),
            lambda line: _first(line)["title"] or _("not measured, see below"),
            opens=lambda line: _first(line)["indicator"] or "",
        ),
    ]
    columns += [
        Column(
            title,
            lambda line, year=year: _cell(line.get(year), line, words),  # type: ignore[misc]
            numeric=True,
            lead=year == choice.year,
        )
        for year, title in years.items()
    ]
    made_up = _("Made up of, {year}", year=choice.year)
    columns.append(
        Column(
            made_up,
            lambda line: year_table.counted(line[choice.year], words) if choice.year in line else "",
            numeric=True,
        )
    )
    if any(row["owners"] for row in first):
        columns.append(Column(_("Owner"), lambda line: said.owners(_first(line)["owners"], words)))
    every_line = list(lines.values())
    alt = _(
        "Paragraphs of section {section}, what measures them, and the value in every year", section=section
    )
    table(f"plan_{section}", columns, every_line, words, alt=alt, on_open=filters.open_indicator)
    for line in first:
        if line["indicator"] is None:
            st.caption(inert.as_markdown(f"{line['paragraph']} – {said.unmeasured(line, words)}."))
    tables.downloads(f"plan_{section}", answer, words, choice, columns, title=alt, rows=lambda _: every_line)


def _first(line: Mapping[int | None, Row]) -> Row:
    """What is the same in all years."""
    return next(iter(line.values()))


def _years(every: pa.Table) -> dict[int, str]:
    """Every year of the plan, starred where it is part of a year."""
    rows = inert.rows(every.select(["year", "partial"]))
    known = {row["year"]: row["partial"] for row in rows if row["year"] is not None}
    return {year: f"{year}*" if known[year] else str(year) for year in sorted(known)}


def _cell(row: Row | None, line: Mapping[int | None, Row], words: Words) -> str | Cell:
    if row is None:
        # An indicator that has no row for these schools is the office's alone.
        return Cell("", MARKS["not_applicable"]) if _first(line)["indicator"] else ""
    value = words.measured(row)
    return Cell(value, mark_of(row)) if row["status"] or not value else value
