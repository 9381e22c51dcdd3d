"""Products and services: which are in use at how many schools, and which of them were evaluated."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.kit.grid import Column
from pages.parts import charts, inert, labels, tables
from pages.parts.choice import Choice
from pages.parts.figures import services as figures
from pages.parts.resources import said
from pages.parts.words import Words


def bars(found: pa.Table, choice: Choice, words: Words) -> None:
    """How many schools use each service. `found` answers pages/services."""
    _ = words.text
    rows = inert.rows(found)
    st.header(_("Services in use, {year}", year=choice.year), anchor=False)
    st.markdown(said.services(rows, words))
    if rows and rows[0]["schools"] is not None:
        charts.show(
            "services", choice, words, lambda: figures.bars(rows, words), alt=said.services(rows, words)
        )
        st.caption(
            _("Schools with a report that use the service. Filled: evaluated by the year's end; hollow: not.")
        )


def register(found: pa.Table, choice: Choice, words: Words) -> None:
    """Every service of the register with its criteria, approval and users."""
    _ = words.text
    st.header(_("Services one by one, {year}", year=choice.year), anchor=False)
    tables.show(
        "services",
        found,
        [
            "service",
            Column(_("Kind"), lambda row: labels.coded("services", "kind", row["kind"], words)),
            "schools",
            Column(_("Evaluated"), lambda row: words.day(row["evaluated_on"]) or _("no")),
            Column(
                _("Criteria met"),
                lambda row: words.part(row["criteria_met"], row["criteria_total"]),
                numeric=True,
            ),
            Column(_("Approved"), lambda row: _yes_no(row["approved"], words)),
            Column(_("Vietnamese"), lambda row: _yes_no(row["vietnamese"], words)),
            "pupils",
            "parents",
        ],
        words,
        choice,
        alt=_("Every service: its kind, when it was evaluated and approved, and who uses it"),
    )


def _yes_no(flag: bool, words: Words) -> str:
    return words.text("yes") if flag else words.text("no")
