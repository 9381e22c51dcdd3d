"""The line above every page: whose plan, as of when, sample or not, in which tier; and links to the view.

A link that pins a snapshot (`as-of=ID`) still shows what was seen in a meeting.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.store import NoSnapshot, Snapshot, SnapshotOutdated, SnapshotUnreadable, Store
from pages.kit import access, address, answers, filters, inert
from pages.kit.words import N_, Words
from pages.web import browser
from queries.release.edition import edition_path

LOG = logging.getLogger("dashboard")
PIN = address.SNAPSHOT


def identity(snapshot: Snapshot, words: Words) -> tuple[DeltaGenerator | None, Any]:
    """Draw the line, before it is known what the reader chooses: returns the tier's place and the links' box.

    The tier has a place of its own where it hangs on the choice: for a principal. The box costs nothing while
    it is closed; the framework has no public name for its class.
    """
    plan, reader = answers.plan(words), access.reader()
    # One text, since each element is a message of its own to draw. The id is drawn on paper only.
    facts = [
        inert.as_markdown(f"{plan['issuing_body']} · {plan['short_title']} ·"),
        words.text("Figures as of **{day}**", day=words.day(snapshot.as_of)),
        f"`{snapshot.id}`",
        *([f":orange-badge[{words.text('SAMPLE DATA')}]"] if snapshot.sample else []),
        *([shareable(words)] if reader.tier == "shareable" and not reader.school else []),
    ]
    with st.container(horizontal=True, vertical_alignment="center", key="identity"):
        st.markdown(" ".join(facts))
        tier = st.container(width="content") if reader.school else None
        access.tier_switch(words)
        return tier, st.popover(words.text("Link"), type="tertiary", key="links", on_change="rerun")


def shareable(words: Words) -> str:
    """The mark of a page whose small counts are masked."""
    return f":blue-badge[{words.text('SHAREABLE EDITION')}]"


def links(box: Any, snapshot: Snapshot, words: Words) -> None:
    """Give the address of what is on screen, to copy: with the newest figures, or fixed to these."""
    if box.open:
        with box:
            st.caption(words.text("This view, with the newest figures at any time"))
            st.code(_address(""), language=None)
            st.caption(words.text("A fixed link: this view with these figures, for minutes and letters"))
            st.code(_address(snapshot.id), language=None)


def _address(pinned: str) -> str:
    base, _, _ = (st.context.url or "").partition("?")
    kept = [(key, value) for key in st.query_params for value in st.query_params.get_all(key) if key != PIN]
    query = urlencode([*kept, *([(PIN, pinned)] if pinned else [])])
    return f"{base}?{query}" if query else base


def pinned_snapshot(words: Words) -> Snapshot | None:
    """The snapshot that the address pins; None for none. The page stops where that one cannot be read."""
    # The folder is read only where a snapshot is asked for or pinned.
    known = Store().ids() if st.query_params.get(PIN) or st.session_state.get(PIN) else []
    filters.note_unknown({PIN: known}, words)
    pinned = address.value(PIN, known)
    address.write(PIN, pinned)
    if not pinned:
        return None
    try:
        snapshot = answers.opened(pinned)
    except SnapshotUnreadable as error:
        LOG.warning("a pinned snapshot cannot be read: %s", error)
        text = N_("The pinned figures {id} are damaged or missing.")
        if isinstance(error, SnapshotOutdated):
            text = N_(
                "The pinned figures {id} were built by another version of this program. An officer brings "
                "them back with `python -m data rebuild`."
            )
        st.error(words.text(text, id=pinned), icon=":material/report:")
        _offer_today(words)
        browser.attend(words, None)
        st.stop()
    if access.reader().tier_for(()) == "shareable" and not edition_path(snapshot).exists():
        # What was never released is not released by a link.
        note = words.text("The pinned figures {id} were never shared. Today's are shown.", id=pinned)
        st.warning(note, icon=":material/link_off:")
        return None
    with st.container(horizontal=True, vertical_alignment="center", key="pinned_note"):
        text = N_("A fixed link: these are the figures of snapshot {id}, as of {day}.")
        note = words.text(text, id=pinned, day=words.day(snapshot.as_of))
        st.info(note, icon=":material/keep:", width="stretch")
        _offer_today(words)
    return snapshot


def awaited(shown: Snapshot) -> str:
    """The id of the snapshot whose successor an open page waits for: a pinned page that of the newest one."""
    if st.session_state[PIN] == shown.id:
        with suppress(NoSnapshot, SnapshotUnreadable):
            return answers.current().id
    return shown.id


def _offer_today(words: Words) -> None:
    label, icon = words.text("Show today's figures"), ":material/update:"
    st.button(label, key="unpin", icon=icon, on_click=filters.pick, args=(PIN, ""))
