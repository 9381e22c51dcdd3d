"""What lies on this session's desk: the files dropped, what their check said, a publish under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.ready import Sorting
from pages.load.publishing import Publishing

_KEY = "intake_desk"
#: Which files (as the server numbers them), for which day, received when, on top of which snapshot ("" from
#: nothing).
Asked = tuple[tuple[str, ...], date, date | None, bool, str]


@dataclass
class Desk:
    """`round` numbers the box for files: another number is an empty one."""

    round: int = 0
    asked: Asked | None = None
    checked: Sorting | None = None
    #: The places of the files that can be published, among those that were read.
    ready: tuple[int, ...] = ()
    publishing: Publishing | None = None
    #: The files that lay in the box when it was last drawn.
    held: tuple[Any, ...] = ()
    #: How many files the check left aside.
    aside: int = 0
    #: A sentence to be said once more although its cause is gone: too much, cannot be written.
    refused: str = ""

    @property
    def busy(self) -> bool:
        """Whether a publish of this session is under way."""
        return bool(self.publishing and not self.publishing.ended)

    def hold(self, files: Sequence[Any]) -> None:
        """Note what lies in the box; the server would keep what no longer does until the session ends."""
        context, there = get_script_run_ctx(), {file.file_id for file in files}
        memory = context.uploaded_file_mgr if context else None
        if context and isinstance(memory, MemoryUploadedFileManager):
            for file in self.held:
                if file.file_id not in there:
                    memory.remove_file(context.session_id, file.file_id)
        self.held = tuple(files)

    def clear(self) -> None:
        """An empty box, and nothing checked."""
        self.hold(())
        self.round += 1
        self.asked = self.checked = None
        self.refused = ""


def desk() -> Desk:
    """The desk of this session."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Desk()
    found: Desk = st.session_state[_KEY]
    return found
