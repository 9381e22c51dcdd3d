"""The goals as one table: value and verdict, how far, over the years, of what, and how it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import downloads, filters, origins
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words
from pages.overview import columns

Row = Mapping[str, Any]


def show(answer: pa.Table, lines: Sequence[Row], choice: Choice, words: Words) -> None:
    """The table and its files. `answer` is that of pages/indicator_years."""
    shown = columns.goals(lines, choice, words)
    alt = words.text("The goals: value, verdict, parts and change")
    table("goals", shown, lines, words, alt=alt, on_open=filters.open_indicator)
    own = pa.array([line["goal"]["indicator"] for line in lines])
    of_goals = answer.filter(pc.is_in(answer["indicator"], value_set=own))
    of_goals = origins.done(of_goals, "these_indicators")
    downloads.offer("goals", of_goals, words, choice, shown, title=alt, rows=lambda _: lines)
