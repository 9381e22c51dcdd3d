"""What the tables of Kế hoạch hold: paragraphs with what measures them, and the office's actions."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import cells, origins, phrases
from pages.kit.cells import Cell, Column, Columns, Row
from pages.kit.choice import Choice, starred
from pages.kit.marks import MARKS, mark_of
from pages.kit.words import Words
from pages.plan import sentences
from queries.ranges import standing


def joined(paragraphs: pa.Table, years: pa.Table, choice: Choice) -> pa.Table:
    """One row per paragraph, indicator and year, in the plan's order; the years together where chosen.

    `paragraphs` answer `paragraphs`, `years` `indicator_years`. A paragraph without an indicator, or
    whose indicator has no value for the chosen schools, has one row without a year.
    """
    values = years if len(choice.years) > 1 else years.filter(pc.is_valid(years["year"]))
    placed = paragraphs.append_column("place", pa.array(range(paragraphs.num_rows)))
    both = placed.join(values.drop_columns(["title", "plan", "position"]), "indicator")
    both = both.sort_by([("place", "ascending"), ("year", "ascending")]).drop_columns(["place"])
    return origins.marked(
        both, *origins.of(paragraphs).queries, *origins.of(years).queries, done=["with_values"]
    )


def paragraphs(rows: Sequence[Row], lines: Sequence[Row], choice: Choice, words: Words) -> list[Column]:
    """The wording, what measures it, and its years."""
    # What the plan asks stands once, over all that measures it.
    begins = {cells.common(line)["paragraph"]: line for line in reversed(lines)}

    def asks(line: Row) -> Cell:
        row = cells.common(line)
        if line is begins[row["paragraph"]]:
            return Cell(row["label"], note=sentences.asks(row, words))
        return Cell("", note=row["paragraph"])

    together = [_year(None, choice.period, words, lead=True)] if len(choice.years) > 1 else []
    years = {row["year"]: starred(row) for row in rows if row["year"] is not None}
    return [
        Column(words.text("What the plan asks"), asks),
        Column(
            words.text("Measured by"),
            lambda line: cells.common(line)["title"] or "",
            opens=lambda line: cells.common(line)["indicator"] or "",
        ),
        *together,
        *(_year(year, years[year], words, lead=choice.years == (year,)) for year in sorted(years)),
    ]


def _year(year: int | None, title: str, words: Words, *, lead: bool) -> Column:
    """The value and its mark in one year, in words where it is the chosen one; None: in all together."""

    def stand(line: Row) -> str | Cell:
        row = line.get(year)
        if row is None or row["state"] is None:
            # An indicator without a row for these schools is the office's alone.
            return Cell("", MARKS["not_applicable"]) if cells.common(line)["indicator"] else ""
        if lead:
            return cells.value(row, words)
        value, judged = phrases.measured(row, words), standing(row)
        return Cell(value, mark_of(row)) if judged or not value else value

    return Column(title, stand, numeric=True, lead=lead)


def actions(rows: Sequence[Row], words: Words) -> Columns:
    """Each action with the paragraph that it is for, and how it stands against its day."""

    def state(row: Row) -> Cell:
        return cells.named(sentences.ACTIONS[row["state"]], words)

    return [
        Column(words.text("What the plan asks"), lambda row: Cell(row["label"], note=row["paragraph"])),
        "kind",
        Column(words.text("State"), state, lead=True),
        "due_on",
        "done_on",
        *(["days_late"] if any(row["days_late"] for row in rows) else []),
    ]
