"""The trends as everybody may see them: years, months and groups of the whole district, masked."""

from __future__ import annotations

import streamlit as st

from pages.kit.table import Column, Row
from pages.parts import answers, blocks, inert, tables
from pages.parts import said as common
from pages.parts.filters import Choice
from pages.parts.trends import groups, said, years
from pages.parts.words import Words
from queries.ranges import MASKED

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
        [
            "month",
            Column(
                _("Incidents"),
                lambda row: ranges.count(
                    row["incidents"], "month", row["month"].strftime("%Y-%m"), row["month"].year
                ),
                numeric=True,
            ),
            Column(_("Pupils"), lambda row: words.number(row["pupils"]) or _("no enrolment"), numeric=True),
            Column(_("Per 1,000 pupils"), lambda row: _rate(row, words), numeric=True),
        ],
        words,
        choice,
        alt=_("Incidents by month, as far as they are told"),
    )


def _rate(row: Row, words: Words) -> str:
    if row["incidents"] is None:
        return MASKED
    return words.number(row["rate"], 2) or words.text("no rate")
