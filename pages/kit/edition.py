"""The shareable edition on screen: made once where it is asked for, or why none can be made."""

from __future__ import annotations

import logging

import streamlit as st

from data.faults import said
from data.store import SnapshotUnreadable
from pages.kit import answers
from pages.kit.words import Words
from queries.release.edition import ReleaseRefused, edition

LOG = logging.getLogger("dashboard")
_FAULT = "edition_fault"


def make() -> None:
    """Make the held snapshot's edition, or open it; where it cannot be, `refusal` says why from then on."""
    st.session_state.pop(_FAULT, None)
    try:
        edition(answers.snapshot())
    except (ReleaseRefused, SnapshotUnreadable, OSError) as error:
        LOG.warning("no shareable edition: %s", error)
        # Without the places in the program that it came from, which would be kept with it.
        st.session_state[_FAULT] = (answers.held()[0], error.with_traceback(None))


def forget_fault() -> None:
    """Let the edition be tried once more: a disk may have room again, a file may be put back."""
    if not isinstance(_fault(), ReleaseRefused):
        st.session_state.pop(_FAULT, None)


def refusal(words: Words) -> str:
    """Why no edition of the held snapshot can be made; empty where that is not known."""
    error = _fault()
    if isinstance(error, ReleaseRefused):
        return words.text(
            "No shareable edition can be made of these figures: it would count the indicator “{indicator}” "
            "in another way than its definition does. Tell whoever looks after this program.",
            indicator=error.indicator,
        )
    if isinstance(error, OSError):
        return words.text("The shareable edition cannot be written: {why}.", why=said(error, words.lang))
    return damaged(words) if error else ""


def damaged(words: Words) -> str:
    """What to do when an edition, or the record of what was released, cannot be read."""
    return words.text(
        "The shareable edition or the record of what was released is damaged or missing. "
        "Put it back from the copy of the folder of snapshots."
    )


def _fault() -> Exception | None:
    snapshot_id, error = st.session_state.get(_FAULT, ("", None))
    return error if snapshot_id == answers.held()[0] else None
