"""The paragraphs of the plan in one table, by section: the wording, what measures it, and its years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import cells, downloads, filters, labels, origins, phrases
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.marks import MARKS, mark_of
from pages.kit.table import table
from pages.kit.words import Words
from pages.plan import sentences

Row = Mapping[str, Any]
Line = Mapping[int | None, Row]


def joined(paragraphs: pa.Table, years: pa.Table, choice: Choice) -> pa.Table:
    """One row per paragraph, indicator and year, in the plan's order; the years together where chosen.

    `paragraphs` answer pages/paragraphs, `years` pages/indicator_years. A paragraph without an indicator, or
    whose indicator has no value for the chosen schools, has one row without a year.
    """
    values = years if len(choice.years) > 1 else years.filter(pc.is_valid(years["year"]))
    placed = paragraphs.append_column("place", pa.array(range(paragraphs.num_rows)))
    both = placed.join(values.drop_columns(["title", "plan", "position"]), "indicator")
    both = both.sort_by([("place", "ascending"), ("year", "ascending")]).drop_columns(["place"])
    asked = (*origins.of(paragraphs).queries, *origins.of(years).queries)
    return origins.marked(both, *asked, done=["with_values"])


def show(answer: pa.Table, rows: Sequence[Row], choice: Choice, words: Words) -> None:
    """One line per paragraph and indicator, the newest year first. `answer` is that of `joined`."""
    _ = words.text
    lines: dict[tuple[str, str | None], dict[int | None, Row]] = {}
    for row in rows:
        lines.setdefault((row["paragraph"], row["indicator"]), {})[row["year"]] = row
    order = list(lines.values())
    # What the plan asks stands once, over all that measures it.
    begins = {_any(line)["paragraph"]: line for line in reversed(order)}

    def asks(line: Line) -> Cell:
        row = _any(line)
        if line is begins[row["paragraph"]]:
            return Cell(row["label"], note=sentences.asks(row, words))
        return Cell("", note=row["paragraph"])

    columns = [
        Column(_("What the plan asks"), asks),
        Column(
            _("Measured by"),
            lambda line: _any(line)["title"] or "",
            opens=lambda line: _any(line)["indicator"] or "",
        ),
    ]
    if len(choice.years) > 1:
        columns.append(_year(None, words.years(choice.years), words, lead=True))
    years = {row["year"]: phrases.starred(row) for row in rows if row["year"] is not None}
    columns += [
        _year(year, years[year], words, lead=choice.years == (year,)) for year in sorted(years, reverse=True)
    ]
    reasons = {
        place: ((), sentences.unmeasured(_any(line), words))
        for place, line in enumerate(order)
        if _any(line)["indicator"] is None
    }
    alt = _("The paragraphs of the plan, what measures them, and the verdict in every year")

    def section(line: Line) -> str:
        return labels.section(_any(line)["paragraph"], words)

    table(
        "plan", columns, order, words, alt=alt, on_open=filters.open_indicator, group=section, details=reasons
    )
    downloads.offer("plan", answer, words, choice, columns, title=alt, rows=lambda _: order, group=section)


def _any(line: Line) -> Row:
    """What is the same in all years."""
    return next(iter(line.values()))


def _year(year: int | None, title: str, words: Words, *, lead: bool) -> Column:
    """The value and its mark in one year, in words where it is the chosen one; None: in all together."""

    def stand(line: Line) -> str | Cell:
        row = line.get(year)
        if row is None or row["state"] is None:
            # An indicator without a row for these schools is the office's alone.
            return Cell("", MARKS["not_applicable"]) if _any(line)["indicator"] else ""
        if lead:
            return cells.value(row, words)
        value = words.measured(row)
        return Cell(value, mark_of(row)) if row["status"] or not value else value

    return Column(title, stand, numeric=True, lead=lead)
