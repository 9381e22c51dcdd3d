"""The table of indicators by year: value and mark in each year, target, change, trend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit.grid import Cell, Column
from pages.kit.table import table
from pages.parts import inert, origins, tables
from pages.parts.choice import Choice
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
    for line in lines.values():
        # Target, change and parts are those of the chosen years as one.
        line.setdefault(None, line[choice.year])
    columns = [
        Column(
            words.text("Indicator"),
            lambda line: line[None]["title"],
            opens=(lambda line: str(line[None]["indicator"])) if on_pick else None,
        )
    ]
    columns += [
        Column(
            f"{year}*" if year in partial else str(year),
            lambda line, year=year: _cell(line.get(year), words),  # type: ignore[misc]
            numeric=True,
            lead=year == choice.year,
        )
        for year in years
    ]
    if len(choice.years) > 1:
        together = words.text("{years} together", years=words.years(choice.years))
        columns.append(Column(together, lambda line: _cell(line[None], words), numeric=True))
    columns += [
        Column(words.text("Target"), lambda line: _target(line[None], words), numeric=True),
        Column(words.text("Change"), lambda line: change_of(line[None], words)),
        Column(words.text("Made up of"), lambda line: counted(line[None], words), numeric=True),
        Column(words.text("Plan"), lambda line: line[None]["plan"]),
    ]
    every = list(lines.values())
    table(key, columns, every, words, alt=alt, on_open=on_pick)
    tables.downloads(key, answer, words, choice, columns, title=alt, rows=lambda _: every)


def _cell(row: Row | None, words: Words) -> str | Cell:
    if row is None:
        return ""
    mark, value = mark_of(row), words.measured(row)
    return Cell(value, mark) if row["status"] or not value else value


def counted(row: Row, words: Words) -> str:
    """What a value is made of, and what is not known beside it."""
    # Sums of đồng would fill the column; they are in the CSV.
    plain = row["unit"] == "vnd" or (row["denominator"] or 0) > 9_999_999
    return words.not_known(row) if plain else words.parts(row)


def _target(row: Row, words: Words) -> str:
    if row["target"] is None:
        return ""
    source = words.text("plan") if row["target_source"] == "plan" else words.text("district")
    return f"{words.amount(row['target'], row['unit'])} {source}"
