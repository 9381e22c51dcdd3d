"""Going to another page by a click: asked for in a callback, done by the front door in the next run."""

from __future__ import annotations

import streamlit as st

_ASKED = "open_page"
_GOING = "opening_page"


def ask(page: str) -> None:
    """Ask for the page in this file; a callback, so that filters' values may still be set beside it."""
    st.session_state[_ASKED] = page


def asked() -> str:
    """The file of the page that the click of this run asked for; empty for none."""
    page = str(st.session_state.pop(_ASKED, ""))
    if page:
        st.session_state[_GOING] = True
    return page


def arrived() -> bool:
    """Whether this is the first run after such a click: the choice is then newer than the address."""
    return bool(st.session_state.pop(_GOING, False))
