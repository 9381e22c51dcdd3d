"""One school's incidents: how many came in each year, and whether they are handled in time."""

from __future__ import annotations

import streamlit as st

from pages.kit.table import Column, status
from pages.parts import answers, blocks, charts, inert, said, tables
from pages.parts.figures import school
from pages.parts.filters import Choice
from pages.parts.handling import board, waiting
from pages.parts.words import Words


def years(choice: Choice, words: Words) -> None:
    """Incidents received, by year; a silent year is no year without incidents."""
    _ = words.text
    cases = answers.table("pages/school_cases", school=choice.school)
    rows = inert.rows(cases)
    st.subheader(_("Incidents by year"), anchor=False)
    charts.show("cases", choice, words, lambda: school.cases(rows, words), alt=said.cases(rows, words))
    st.caption(
        _(
            "Incidents received; duplicates and unfounded ones left out. "
            "None recorded is not proof that nothing happened."
        )
    )
    tables.twin(
        "incidents_by_year",
        cases,
        [
            Column(_("Year"), said.starred),
            Column(_("Incidents"), lambda row: words.number(row["incidents"]), numeric=True),
            Column(_("Children concerned"), lambda row: words.number(row["children"]), numeric=True),
            Column(_("Still open"), lambda row: words.number(row["still_open"]), numeric=True),
            Column(_("State"), lambda row: "" if row["state"] == "value" else status(row, words)),
        ],
        words,
        choice,
        alt=_("Incidents of {school} in every year", school=choice.school_name),
    )


def clocks(choice: Choice, words: Words) -> None:
    """The board of this school's clocks, and what is overdue now."""
    st.subheader(words.text("Timeliness: handled within the limits?"), anchor=False)
    if not answers.offered("pages/clock_board", choice):
        blocks.inside_only(words)
        return
    found = answers.table("pages/clock_board", choice)
    board.show("school_clocks", found, words, choice)
    st.subheader(words.text("Overdue now, what is new first"), anchor=False)
    waiting.overdue(choice, words)
