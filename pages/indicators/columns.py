"""What the table of Chỉ tiêu holds: its rows, its columns, and who is in an indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import cells, inert, labels, phrases
from pages.kit.cells import Cell, Column, Names, school_id
from pages.kit.choice import Choice
from pages.kit.marks import MARKS, Mark
from pages.kit.words import N_, Words

Row = Mapping[str, Any]
#: The sides on which a school may stand: its mark, its heading, and the parts of pages/inside that it holds.
SIDES: tuple[tuple[Mark, str, tuple[str, ...]], ...] = (
    (MARKS["far"], N_("{schools} not in full"), ("lacking", "partly")),
    (MARKS["no_report"], N_("{schools} not known"), ("unknown", "silent")),
    (MARKS["met"], N_("{schools} in full"), ("full",)),
    (MARKS["masked"], N_("{schools} masked"), ("masked",)),
)
#: How many names of a side are listed.
NAMED = 12


def lines(rows: Sequence[Row]) -> list[Row]:
    """One line per indicator, the chosen years as one, by section of the plan."""
    order = list(labels.SECTIONS)
    together = [row for row in rows if row["year"] is None]
    return sorted(together, key=lambda row: (order.index(labels.numeral(row["plan"])), row["position"]))


def columns(rows: Sequence[Row], strips: Sequence[Row], choice: Choice, words: Words) -> list[Column]:
    """Value, verdict, years, change, and the schools one by one.

    `rows` are those of pages/indicator_years, `strips` those of pages/strips.
    """
    _ = words.text
    marks: dict[str, list[Row]] = {}
    for mark in strips:
        marks.setdefault(mark["indicator"], []).append(mark)
    by_year = cells.by_year(rows)
    low = cells.foot(rows)
    return [
        Column(
            _("Indicator"),
            lambda row: Cell(row["title"], note=_under(row, words)),
            opens=lambda row: str(row["indicator"]),
        ),
        Column(words.years(choice.years), lambda row: cells.value(row, words), lead=True),
        Column(_("Confirmed · still possible"), cells.bar, plain=True),
        Column(
            cells.span(next(iter(by_year.values()))),
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


def section(row: Row, words: Words) -> str:
    """The heading over an indicator: I. Goals."""
    return labels.section(row["plan"], words)


def sides(answer: pa.Table, words: Words, counts: Row | None = None) -> list[Names]:
    """Each side with the first names on it; `answer` is that of pages/inside for one indicator and year.

    `counts` answers pages/inside_counts for the same, where that answer is cut.
    """
    lists = []
    for mark, title, parts in SIDES:
        of_side = answer.filter(pc.is_in(answer["part"], value_set=pa.array(parts)))
        if many := counts[parts[0]] if counts else of_side.num_rows:
            names = [(name(row, words), school_id(row)) for row in inert.rows(of_side.slice(0, NAMED))]
            more = [("…", "")] if many > NAMED else []
            heading = words.text(title, schools=words.number(many))
            lists.append(Names(mark, heading, (*names, *more)))
    return lists


def name(row: Row, words: Words) -> str:
    """The school's name, or the office's."""
    return str(row["school"]) if row["school_id"] != "office" else words.text("Education office")


def _under(row: Row, words: Words) -> str:
    target = phrases.target(row, words) if row["target"] is not None else ""
    return " · ".join(filter(None, (row["plan"], target, words.parts(row) if row["unit"] != "vnd" else "")))
