"""Going to another page by a click: asked for in a callback, done by the front door in the next run."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_ASKED = "open_page"


def ask(page: str) -> None:
    """Ask for the page in this file; a callback, so that filters' values may still be set beside it."""
    st.session_state[_ASKED] = page


def asked() -> str:
    """The file of the page that the click of this run asked for; "" for none."""
    asked = str(st.session_state.pop(_ASKED, ""))
    # No click leads here by Back, but a browser that has not yet heard the end of the last run tells the
    # click that began it once more.
    return "" if by_history() else asked


def by_history() -> bool:
    """Whether Back or Forward asked for this run. Streamlit knows it, but has no public name for it."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
