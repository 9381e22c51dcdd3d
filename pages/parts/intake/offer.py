"""Publishing what was checked: what must be confirmed, the button, and how far it is."""

from __future__ import annotations

import streamlit as st

from data.publish import Rehearsal
from data.store import Store
from pages.parts import access, answers
from pages.parts.intake import said_intake
from pages.parts.intake.desk import Desk
from pages.parts.intake.dropping import Dropped
from pages.parts.intake.publishing import Publishing
from pages.parts.words import Words

#: How often the page looks how far a publish is, in seconds.
LOOK_EVERY = 1


def show(found: Rehearsal, dropped: Dropped, desk: Desk, words: Words) -> None:
    """Errors block. Each thing that could be regretted has a box of its own to tick first."""
    _ = words.text
    st.header(_("Publish"), anchor=False)
    if not found.outcome.clean:
        st.error(said_intake.blocked(found, words), icon=":material/block:")
        return
    practice = said_intake.practice(found, answers.snapshot(), dropped.as_of, words)
    if practice:
        st.warning(practice, icon=":material/science:")
    ticked = [
        st.checkbox(text, key=f"intake_{key}_{desk.round}")
        for key, text in said_intake.to_confirm(found, dropped.fresh, words).items()
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Publish"),
            key="intake_publish",
            icon=":material/publish:",
            disabled=not all(ticked),
        )
        if not all(ticked):
            st.caption(_("Tick what is to be confirmed first."))
    if pressed and access.may_publish():
        desk.publishing = Publishing(
            dropped.uploads()[0], dropped.as_of, dropped.received, dropped.fresh, Store()
        )
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
        st.progress(min(done / total, 1.0), text=said_intake.step(done, total, what, words))
        st.caption(
            words.text(
                "Publishing goes on by itself, also when you leave this page. Until its end nothing changes."
            )
        )

    look()
