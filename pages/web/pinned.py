"""A link that pins a snapshot (`as-of=ID`): minutes of a meeting still show what was seen there."""

from __future__ import annotations

import logging
from contextlib import suppress

import streamlit as st

from data.store import NoSnapshot, Snapshot, SnapshotOutdated, SnapshotUnreadable, Store
from pages.kit import access, address, answers, filters
from pages.kit.words import Words
from pages.web import browser
from queries.release.edition import edition_path

LOG = logging.getLogger("dashboard")
KEY = "as-of"


def snapshot(words: Words) -> Snapshot | None:
    """The snapshot that the address pins; None for none. The page stops where that one cannot be read."""
    # The folder is read only where a snapshot is asked for or pinned.
    known = Store().ids() if st.query_params.get(KEY) or st.session_state.get(KEY) else []
    filters.note_unknown({KEY: known}, words)
    pinned = address.value(KEY, known)
    address.write(KEY, pinned)
    return _opened(pinned, words) if pinned else None


def _opened(pinned: str, words: Words) -> Snapshot | None:
    try:
        found = answers.opened(pinned)
    except SnapshotUnreadable as error:
        LOG.warning("a pinned snapshot cannot be read: %s", error)
        st.error(
            words.text(
                "The pinned figures {id} were built by another version of this program. An officer brings "
                "them back with `python -m data rebuild`.",
                id=pinned,
            )
            if isinstance(error, SnapshotOutdated)
            else words.text("The pinned figures {id} are damaged or missing.", id=pinned),
            icon=":material/report:",
        )
        _offer_today(words)
        browser.attend(words, None)
        st.stop()
    if access.reader().tier_for(()) == "shareable" and not edition_path(found).exists():
        # What was never released is not released by a link.
        st.warning(
            words.text("The pinned figures {id} were never shared. Today's are shown.", id=pinned),
            icon=":material/link_off:",
        )
        return None
    with st.container(horizontal=True, vertical_alignment="center", key="pinned_note"):
        st.info(
            words.text(
                "A fixed link: these are the figures of snapshot {id}, as of {day}.",
                id=pinned,
                day=words.day(found.as_of),
            ),
            icon=":material/keep:",
            width="stretch",
        )
        _offer_today(words)
    return found


def followed(shown: Snapshot) -> str:
    """The id of the snapshot whose successor an open page waits for: a pinned page that of the newest one."""
    if st.session_state[KEY] != shown.id:
        return shown.id
    with suppress(NoSnapshot, SnapshotUnreadable):
        return answers.current().id
    return shown.id


def pin(snapshot_id: str) -> None:
    """Show the figures of this snapshot from the next run on, "" for today's; a callback."""
    st.session_state[KEY] = snapshot_id


def _offer_today(words: Words) -> None:
    st.button(
        words.text("Show today's figures"), key="unpin", icon=":material/update:", on_click=pin, args=("",)
    )
