"""Every indicator in one table, by section of the plan; the one that is open shows who is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pages.indicators import columns
from pages.indicators.inside import Inside
from pages.kit import answers, downloads, filters
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words

Row = Mapping[str, Any]


def show(answer: pa.Table, rows: Sequence[Row], who: Inside, choice: Choice, words: Words) -> None:
    """One row per indicator. `answer` is that of pages/indicator_years, and `rows` its rows."""
    lines = columns.lines(rows)
    shown = columns.columns(rows, answers.rows("pages/strips", choice), choice, words)
    alt = words.text("Every indicator: value, verdict, change and how the schools lie")

    def section(row: Row) -> str:
        return columns.section(row, words)

    table(
        "indicators",
        shown,
        lines,
        words,
        alt=alt,
        on_open=filters.pick_indicator,
        group=section,
        details={place: who.sides() for place, row in enumerate(lines) if row["indicator"] == who.indicator},
    )
    downloads.offer(
        "indicators", answer, words, choice, shown, title=alt, rows=lambda _: lines, group=section
    )
