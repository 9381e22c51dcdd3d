"""Going to another page by a click: asked for in a callback, done by the front door in the next run."""

from __future__ import annotations

import streamlit as st

_ASKED = "open_page"


def ask(page: str, **address: str) -> None:
    """Ask for the page in this file, with what its own pickers read in the address.

    A callback, so that filters' values may still be set beside it.
    """
    st.session_state[_ASKED] = (page, address)


def asked() -> tuple[str, dict[str, str]]:
    """The file of the page that the click of this run asked for, and its address; "" for none."""
    asked: tuple[str, dict[str, str]] = st.session_state.pop(_ASKED, ("", {}))
    return asked
