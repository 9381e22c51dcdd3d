"""An open page follows what happens elsewhere: a newer snapshot, the end of a sign-in, a log that fails.

The browser asks (watch.js), and only an answer that differs runs the page anew. A fragment of the framework's
that runs by the clock would tell every reader's choices each time, and when its run comes in the very moment
in which another one ends, the framework drops that one's last messages: the page stays half drawn.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.doors import noting
from pages.parts.server import news
from pages.parts.words import Words

#: How often an open page asks, in seconds.
EVERY = 10

_ask = st.components.v2.component("watch", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def watch(shown_id: str, words: Words) -> None:
    """Draw the page again when another snapshot than this can be read, or when its reader may not read on."""
    with st.sidebar:
        if noting.is_failing():
            st.error(
                words.text("The access log cannot be written: nothing can be downloaded."),
                icon=":material/report:",
            )
        _ask(
            key="watch",
            data={"address": news.address(), "shown": news.of(shown_id), "every": EVERY},
            height=1,
            on_changed_change=lambda: None,
        )
