"""Every school's reports, year by year: marks that open the school, and the table behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit.grid import Column, status
from pages.parts import charts, inert, tables
from pages.parts.choice import Choice
from pages.parts.figures import reports as figures
from pages.parts.reports import said
from pages.parts.words import Words

#: How many schools are drawn; beyond, the strip could be neither read nor scrolled.
LISTED = 60


def show(states: pa.Table, missed: Sequence[Mapping[str, Any]], choice: Choice, words: Words) -> None:
    """`states` answers pages/report_strip for the chosen schools; `missed` are its missing reports."""
    _ = words.text
    schools = pc.unique(states["school_id"])
    st.header(_("Schools by year"), anchor=False)
    st.markdown(said.legend(words))
    st.caption(_("+n: days late. A mark opens the school."))
    if len(schools) > LISTED:
        st.caption(
            _(
                "Drawn are the first {shown} of {found} schools by name; the CSV has them all.",
                shown=LISTED,
                found=words.number(len(schools)),
            )
        )
    takeaway = said.strip(missed, words)
    drawn = states.filter(pc.is_in(states["school_id"], value_set=schools[:LISTED]))
    charts.show(
        "report_strip",
        choice,
        words,
        lambda: figures.strip(inert.rows(drawn), words),
        alt=takeaway,
        opens_school=True,
    )
    tables.twin(
        "report_strip",
        states,
        [
            "school",
            "year",
            Column(_("State"), lambda row: status(row, words), lead=True),
            "submitted_on",
            "days_late",
        ],
        words,
        choice,
        figure="report_strip",
        alt=takeaway,
    )
