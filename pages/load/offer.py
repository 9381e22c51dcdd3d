"""Publishing what was checked: what must be confirmed, the button, and how far it is."""

from __future__ import annotations

import streamlit as st

from data.ready import Sorting
from data.store import Store
from pages.kit import access, answers
from pages.kit.words import Words
from pages.load import sentences
from pages.load.desk import Desk
from pages.load.dropping import Dropped
from pages.load.publishing import Publishing

#: How often the page looks how far a publish is, in seconds.
LOOK_EVERY = 1


def show(checked: Sorting, dropped: Dropped, desk: Desk, words: Words) -> None:
    """What is ready can be published, the rest waits. What could be regretted has a box to tick first."""
    _, found = words.text, checked.rehearsal
    st.header(_("Publish"), anchor=False)
    if not checked.ready:
        st.error(sentences.blocked(checked, words), icon=":material/block:")
        return
    if checked.waiting:
        st.info(sentences.left_out(checked.waiting, words), icon=":material/pending_actions:")
    practice = sentences.practice(found, answers.snapshot(), dropped.as_of, words)
    if practice:
        st.warning(practice, icon=":material/science:")
    ticked = [
        st.checkbox(text, key=f"intake_{key}_{desk.round}")
        for key, text in sentences.to_confirm(found, dropped.fresh, words).items()
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Publish what is ready ({files})", files=len(checked.ready))
            if checked.waiting
            else _("Publish"),
            key="intake_publish",
            type="primary",
            icon=":material/publish:",
            disabled=not all(ticked),
        )
        if not all(ticked):
            st.caption(_("Tick what is to be confirmed first."))
    if pressed and access.may_publish():
        kept = dropped.uploads()[0]
        ready = [kept[at] for at in desk.ready]
        desk.publishing = Publishing(ready, dropped.as_of, dropped.received, dropped.fresh, Store())
        desk.publishing.waiting = checked.waiting
        desk.publishing.start()
        st.rerun()


def follow(desk: Desk, words: Words) -> None:
    """How far it is, looked at every second; at its end the whole page runs again, on what is active then."""
    publishing = desk.publishing
    if not publishing or publishing.ended:
        return

    @st.fragment(run_every=LOOK_EVERY)
    def look() -> None:
        if publishing.ended:
            st.rerun(scope="app")
        done, total, what = publishing.steps
        st.progress(min(done / total, 1.0), text=sentences.step(done, total, what, words))
        st.caption(
            words.text(
                "Publishing goes on by itself, also when you leave this page. Until its end nothing changes."
            )
        )

    look()
