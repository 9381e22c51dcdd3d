"""What happens in the browser beside the page: its language, the focus, Back, and news from the server.

The browser asks for news by itself, and only an answer that differs runs the page anew. A fragment of the
framework's that runs by the clock would send every reader's choices each time, and when its run comes in the
very moment in which another one ends, that one's last messages are dropped: the page stays half drawn.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.kit.words import Words
from pages.web import journal, routes

#: How often an open page asks, in seconds.
EVERY = 10

_FILE = Path(__file__)
_component = st.components.v2.component("browser", js=_FILE.with_suffix(".js").read_text(encoding="utf-8"))


def style() -> None:
    """The only style sheet beside the tables': sizes, and all that printing needs."""
    st.html(_FILE.with_name("paper.css"))


def attend(words: Words, shown_id: str | None) -> None:
    """Once in every run: the page is drawn again when another snapshot than `shown_id` can be read.

    And when its reader may not read on. None for a page that waits for neither.
    """
    with st.sidebar:
        if journal.is_failing() and shown_id is not None:
            text = words.text("The access log cannot be written: nothing can be downloaded.")
            st.error(text, icon=":material/report:")
        _component(
            key="browser",
            data={
                "lang": words.lang,
                "files": words.text("Choose files"),
                "noPage": [
                    words.text("There is no such page"),
                    words.text("No page has this address. The first page is shown instead."),
                    words.text("Close"),
                ],
                "address": "" if shown_id is None else routes.news_address(),
                "shown": "" if shown_id is None else routes.state_of(shown_id),
                "every": EVERY,
            },
            height=1,
            on_changed_change=lambda: None,
        )
