"""The trends as everybody may see them: years, months and groups of the whole district, masked."""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, blocks, inert, tables
from pages.parts import said as common
from pages.parts.choice import Choice
from pages.parts.trends import columns, groups, said, years
from pages.parts.words import Words

#: How many months the table shows before it scrolls.
SHOWN = 12


def show(choice: Choice, words: Words) -> None:
    """What is told of this choice, and that the rest stays inside."""
    if not answers.offered("pages/incident_years", choice):
        blocks.inside_only(words)
        return
    by_year = answers.table("pages/incident_years", choice)
    together = next(row for row in inert.rows(by_year) if row["year"] is None)
    exposure = said.exposure(together, len(choice.years) > 1, answers.ranges(choice, words), words)
    blocks.answer(f"{common.where_when(choice, words)}: {exposure}.")
    years.show(by_year, choice, words)
    _months(choice, words)
    groups.show(choice, words)
    blocks.inside_only(words)


def _months(choice: Choice, words: Words) -> None:
    """A table and no chart: centre and limits would rest on masked counts."""
    _ = words.text
    st.header(_("Incidents by month"), anchor=False)
    answer = answers.table("incident_months", choice)
    ranges = answers.ranges(choice, words)
    tables.show(
        "incidents_by_month",
        answer,
        columns.months(inert.rows(answer), ranges, words),
        words,
        choice,
        alt=_("Incidents by month, as far as they are told"),
    )
