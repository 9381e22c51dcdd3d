"""Incidents and what they came out of, year by year: pupils, activities held, reports received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, block, origins
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.trends import columns

Row = Mapping[str, Any]


def changes(rows: Sequence[Row], choice: Choice) -> list[Row]:
    """How the yearly rate moved: since the plan's first year, and since the year of comparison.

    `rows` answers pages/incident_years. Each change is a row of pages/incident_change; none where the chosen
    year, or all others, have no rate or are parts of a year, or where the reader is not told.
    """
    if not answers.offered("pages/incident_change", choice):
        return []
    rated = [row["year"] for row in rows if row["year"] and not row["partial"] and row["rate"] is not None]
    last = rated[-1] if rated and len(choice.years) > 1 else choice.year
    earlier = [year for year in rated if year < last][:1]
    against = [choice.against] if choice.against in rated else []
    found: list[Row] = []
    for year in dict.fromkeys(earlier + against if last in rated else ()):
        pair = replace(choice, years=tuple(sorted((year, last))))
        found += answers.rows("pages/incident_change", pair)
    return found


def show(answer: pa.Table, choice: Choice, words: Words) -> None:
    """One line per year of the plan; the chosen years together only where they are several."""
    _ = words.text
    if len(choice.years) < 2:
        answer = origins.done(answer.filter(pc.is_valid(answer["year"])), "no_sum")
    st.header(_("Year by year, with what the incidents came out of"), anchor=False)
    block.table(
        "incidents_by_year",
        answer,
        columns.years(choice, answers.ranges(choice, words), words),
        words,
        choice,
        alt=_("Incidents, pupils, activities and reports in every year"),
    )
    st.caption(columns.below_years(words))
