"""Earlier snapshots, and what changed since one of them."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, blocks, changes, picker
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.web import pinned


def show(choice: Choice, words: Words) -> None:
    """Pick an earlier snapshot: open it, and see every figure of the district that is another one now."""
    _ = words.text
    st.header(_("Earlier snapshots, and what changed since"), anchor=False)
    earlier = answers.earlier()
    if not earlier:
        st.caption(_("There is no earlier snapshot."))
        return
    if not answers.offered("pages/warnings"):
        blocks.inside_only(words)
        return
    names = {
        found: _("{id}, figures as of {day}", id=found, day=words.day(day)) for found, day in earlier.items()
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        picked = picker.first_or("earlier", names)
        picker.menu("earlier", _("Compare with: {snapshot}", snapshot=names[picked]), names)
        st.button(
            _("Open the figures of then (fixed link)"),
            key="open_earlier",
            type="tertiary",
            icon=":material/keep:",
            on_click=pinned.pin,
            args=(picked,),
        )
    changes.since(picked, choice, words)
