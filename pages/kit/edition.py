"""The shareable edition on screen: made once where it is asked for, or why none can be made."""

from __future__ import annotations

import logging

import streamlit as st

from data.faults import said
from data.store import SnapshotUnreadable
from pages.kit import answers
from pages.kit.words import Words
from queries.release.edition import ReleaseRefused

LOG = logging.getLogger("dashboard")
_KEY, _FAULT = "no_edition", "edition_fault"


def make(words: Words) -> None:
    """Make the held snapshot's edition; where it cannot be made, `refusal` says why from then on."""
    try:
        answers.make_edition()
    except ReleaseRefused as error:
        LOG.warning("no shareable edition: %s", error)
        st.session_state[_KEY] = (answers.held()[0], error.indicator)
    except SnapshotUnreadable as error:
        _note_fault(error, damaged(words))
    except OSError as error:
        why = words.text("The shareable edition cannot be written: {why}.", why=said(error, words.lang))
        _note_fault(error, why)


def opens(words: Words) -> bool:
    """Whether the edition that is there can be opened; where not, `refusal` says why."""
    forget_fault()
    make(words)
    return _FAULT not in st.session_state


def forget_fault() -> None:
    """Let the edition be tried once more: a disk may have room again, a file may be put back."""
    st.session_state.pop(_FAULT, None)


def damaged(words: Words) -> str:
    """What to do when an edition, or the record of what was released, cannot be read."""
    return words.text(
        "The shareable edition or the record of what was released is damaged or missing. "
        "Put it back from the copy of the folder of snapshots."
    )


def _note_fault(error: Exception, why: str) -> None:
    LOG.warning("no shareable edition: %s", error)
    st.session_state[_FAULT] = (answers.held()[0], why)


def refusal(words: Words) -> str:
    """Why no edition of the held snapshot can be made; empty where that is not known."""
    snapshot_id, why = st.session_state.get(_FAULT, ("", ""))
    if snapshot_id == answers.held()[0]:
        return str(why)
    snapshot_id, indicator = st.session_state.get(_KEY, ("", ""))
    if snapshot_id != answers.held()[0]:
        return ""
    if not indicator:
        return words.text(
            "No shareable edition of these figures can be made: it would take too long to check that nobody "
            "can work out a small count from it and the earlier editions together. Hand on the latest "
            "edition there is."
        )
    return words.text(
        "No shareable edition can be made of these figures: it would count the indicator “{indicator}” in "
        "another way than its definition does. Tell whoever looks after this program.",
        indicator=indicator,
    )
