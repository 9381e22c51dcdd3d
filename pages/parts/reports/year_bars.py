"""The table behind the bars of yearly reports."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from pages.parts import inert, origins, tables
from pages.parts.choice import Choice
from pages.parts.reports import columns, said
from pages.parts.words import Words


def twin(by_year: pa.Table, choice: Choice, words: Words) -> None:
    """One line per year; the chosen years together only where they are several."""
    _ = words.text
    if len(choice.years) < 2:
        by_year = origins.done(by_year.filter(pc.is_valid(by_year["year"])), "no_sum")
    tables.twin(
        "report_years",
        by_year,
        columns.years(choice, words),
        words,
        choice,
        figure="report_years",
        alt=said.over_years(inert.rows(by_year), words),
    )
