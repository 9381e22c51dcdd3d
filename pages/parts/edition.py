"""The shareable edition on screen: made once where it is asked for, or why none can be made."""

from __future__ import annotations

import logging

import streamlit as st

from pages.parts import answers
from pages.parts.words import N_, Words
from queries.disclosure.mask import ReleaseRefused

LOG = logging.getLogger(__name__)
_KEY = "no_edition"

#: The tables of a release, as a reader calls them.
_TABLES = {
    "month": N_("incidents by month"),
    "age_band": N_("incidents by age band"),
    "severity": N_("incidents by severity"),
    "intake": N_("incidents by intake channel"),
    "platform": N_("incidents by platform"),
    "category": N_("incidents by category"),
    "clocks": N_("cases by handling clock"),
    "schools": N_("incidents of each school"),
    "district": N_("incidents of the whole district"),
}


def make() -> None:
    """Make the held snapshot's edition; where none is safe, `refusal` says why from then on."""
    try:
        answers.make_edition()
    except ReleaseRefused as error:
        LOG.warning("no shareable edition: %s", error)
        st.session_state[_KEY] = (answers.held()[0], error.too_fine, error.passes)


def refusal(words: Words) -> str:
    """Why no edition of the held snapshot can be made; empty where that is not known."""
    snapshot_id, too_fine, passes = st.session_state.get(_KEY, ("", (), ()))
    if snapshot_id != answers.held()[0]:
        return ""
    _ = words.text
    said = _(
        "No shareable edition can be made of these figures: small counts could be worked out from the "
        "table “{tables}”, whatever else is masked.",
        tables=_listed(too_fine, words),
    )
    if not passes:
        return f"{said} " + _(
            "No coarser choice helps, since an earlier edition already shows these counts. Look at "
            "small_count_threshold in data/plan/assumptions.csv: was it raised?"
        )
    return f"{said} " + _(
        "It can be made without: {tables}. Set {names} to 0 in data/plan/assumptions.csv and publish again.",
        tables=_listed(passes, words),
        names=", ".join(f"shared_{table}" for table in passes),
    )


def _listed(tables: tuple[str, ...], words: Words) -> str:
    return ", ".join(words.text(_TABLES[table]) for table in tables)
