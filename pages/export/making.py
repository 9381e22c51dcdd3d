"""One file made on a click: its button, how far the server's thread is that makes it, and what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, cast

import streamlit as st

from data.progress import Progress
from pages.documents.export.archive import Made
from pages.export import sentences
from pages.kit import access, frame
from pages.web import outgoing
from pages.web.decision import Visitor

LOG = logging.getLogger("dashboard")
#: What makes a file's bytes, with what an export tells of itself, and says how far it is.
Work = Callable[[Progress], tuple[bytes, Made | None]]
MIMES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".zip": "application/zip",
}
#: How long a click may wait for its file to begin, and then for the next step, in seconds.
PATIENCE = 60


class Making:
    """The file of one choice in one session: how far it is, and what came of it."""

    def __init__(self) -> None:
        #: The steps, and None at the end of each making.
        self._steps: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
        self.made: Made | None = None
        self.content = b""
        self.fault: Exception | None = None

    def make(self, work: Work, visitor: Visitor) -> bytes:
        """The file's bytes; what goes wrong is kept for the page, and raised for the button."""
        made, content, fault = None, b"", None
        try:
            outgoing.must_be_in(visitor)
            content, made = work(lambda done, total, _: self._steps.put((done, total)))
            outgoing.remember(content, visitor.person)
        except Exception as error:
            LOG.exception("a file to hand on could not be made")
            made, content, fault = None, b"", error
            raise
        finally:
            self.made, self.content, self.fault = made, content, fault
            self._steps.put(None)
        return content

    def steps(self) -> Iterator[tuple[int, int]]:
        """How far it is (steps done, steps in all), until it has ended or nothing is heard of it."""
        with suppress(Empty):
            while step := self._steps.get(timeout=PATIENCE):
                yield step


def button(key: str, label: str, file_name: str, *, depends_on: Hashable, work: Work, step: str) -> None:
    """The button of one file: nothing is made before the click, and only this block runs again on it.

    `depends_on` is all that changes the file: of another choice there is another file. `step` is the text of
    the step that is reached, {done} of {total}.
    """
    making, visitor, words = _making(f"{key}_making", depends_on), access.visitor(), frame.words()
    mime, icon = MIMES[Path(file_name).suffix], ":material/download:"
    file: dict[str, Any] = {"file_name": file_name, "mime": mime, "icon": icon}

    @st.fragment
    def offered() -> None:
        if st.download_button(label, data=lambda: making.make(work, visitor), key=key, **file):
            # It is made by another thread of the server.
            bar = st.progress(0.0, text=words.text("The file is being made …"))
            for done, total in making.steps():
                bar.progress(min(done / max(total, 1), 1.0), text=words.text(step, done=done, total=total))
            bar.empty()
        if making.fault:
            st.error(sentences.failed(making.fault, words), icon=":material/report:")
        elif making.content:
            text = sentences.made(making.made, len(making.content), words)
            st.success(text, icon=":material/verified:")
            if making.made:
                st.code(making.made.manifest_sha256, language=None, wrap_lines=True)
            # The server forgets a file made on a click as soon as readers' pages run, be it fetched or
            # not. This button offers the same file under the same address, and so keeps it there.
            again: dict[str, Any] = {"data": making.content, "on_click": "ignore", "type": "tertiary", **file}
            st.download_button(words.text("Download it again"), key=f"{key}_again", **again)

    offered()


def _making(slot: str, depends_on: Hashable) -> Making:
    """The making of this choice; that of another choice is let go, with its file."""
    if slot not in st.session_state or st.session_state[slot][0] != depends_on:
        st.session_state[slot] = (depends_on, Making())
    return cast("Making", st.session_state[slot][1])
