"""What the tables of Chỉ tiêu hold: their lines, their columns, and who is in an indicator."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import cells, inert, labels, phrases
from pages.kit.cells import Cell, Column, Columns, Names, Row, school_id
from pages.kit.choice import Choice
from pages.kit.marks import MARKS, Mark, mark_of
from pages.kit.words import N_, Words

#: The sides on which a school may stand: its mark, its heading, and the parts of `inside` that it holds.
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

    `rows` are those of `indicator_years`, `strips` those of `strips`.
    """
    schools = cells.by_year(strips)

    def strip(row: Row) -> Cell:
        return cells.strip(schools.get(row["indicator"], []), words)

    return [
        *cells.indicators(rows, choice, words),
        *cells.compared(choice, words),
        Column(words.text("School by school"), strip, plain=True),
    ]


def sides(answer: pa.Table, words: Words) -> list[Names]:
    """Each side with the first names on it; `answer` is that of `inside` for one indicator and year."""
    lists = []
    for mark, title, parts in SIDES:
        of_side = answer.filter(pc.is_in(answer["part"], value_set=pa.array(parts)))
        if of_side.num_rows:
            names = [(name(row, words), school_id(row)) for row in inert.rows(of_side.slice(0, NAMED))]
            more = [("…", "")] if of_side.num_rows > NAMED else []
            heading = words.text(title, schools=words.number(of_side.num_rows))
            lists.append(Names(mark, heading, (*names, *more)))
    return lists


def inside(rows: Sequence[Row], choice: Choice, words: Words) -> Columns:
    """Every school with its value and side, and its parts where something is divided."""
    parts = Column("n/N", words.own_parts, numeric=True)

    def side(row: Row) -> str:
        text = phrases.PARTS[row["part"]]
        return words.text(text)

    return [
        Column(words.text("School"), lambda row: name(row, words), opens=school_id),
        *(["year"] if len(choice.years) > 1 else []),
        Column(words.text("Value"), lambda row: words.own(row) or mark_of(row).shape, numeric=True),
        *([parts] if any(row["counts"] == "ratio" for row in rows) else []),
        Column(words.text("Counted?"), side),
    ]


def name(row: Row, words: Words) -> str:
    """The school's name, or the office's."""
    return str(row["school"]) if row["school_id"] != "office" else words.text("Education office")
