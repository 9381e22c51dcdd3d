"""The plan's paragraphs beside the values of what measures them: two answers set side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pages.parts import inert, origins

Row = Mapping[str, Any]

#: What is taken over from each answer. Of the values only single years: years together are no status.
_OF_PARAGRAPHS = ("paragraph", "section", "label", "task", "owners", "indicator", "title", "unmeasured")
_OF_VALUES = (
    "year",
    "numerator",
    "denominator",
    "value",
    "unit",
    "state",
    "target",
    "target_source",
    "status",
    "unknown",
    "lower",
    "upper",
    "counts",
    "weight",
    "known",
    "subjects",
    "numerator_least",
    "numerator_most",
    "denominator_least",
    "denominator_most",
)
_TEXT = {name: pa.string() for name in _OF_PARAGRAPHS}


def joined(paragraphs: pa.Table, by_year: pa.Table) -> pa.Table:
    """One row per paragraph, indicator and year, in the plan's order.

    `paragraphs` answer pages/paragraphs, `by_year` pages/indicator_years. A paragraph without an
    indicator, or whose indicator has no value for the chosen schools, has one row without a year.
    """
    values: dict[str, list[Row]] = {}
    for row in inert.rows(by_year):
        if row["year"] is not None:
            values.setdefault(row["indicator"], []).append(row)
    nothing: list[Row] = [{}]
    rows = [
        {name: paragraph[name] for name in _OF_PARAGRAPHS}
        | {name: found.get(name) for name in (*_OF_VALUES, "partial")}
        for paragraph in inert.rows(paragraphs)
        for found in values.get(paragraph["indicator"], nothing)
    ]
    taken = {name: by_year.schema.field(name).type for name in (*_OF_VALUES, "partial")}
    together = pa.Table.from_pylist(rows, pa.schema({**_TEXT, **taken}))
    asked = (*origins.of(paragraphs).asked, *origins.of(by_year).asked)
    return origins.marked(together, *asked, done=["these_paragraphs"])
