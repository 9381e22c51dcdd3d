"""What the address carries of a reader's choice: read when a session begins and by Back, else written.

The framework's own binding of a widget shows in the address what the widget shows, and drops what is picked
in a box once the box is closed.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from pages.kit import opening


def value(key: str, known: Collection[str], default: str = "") -> str:
    """What stands under `key`, kept in the session: one of `known`, else the `default`.

    The address counts when a session begins and when Back or Forward brings it back. A link of the navigation
    hands on nothing of it: there the choice of now stays.
    """
    first, back = f"address of {key} was read", opening.by_history()
    wanted = st.query_params.get(key, "")
    current = st.session_state.get(key, default)
    if back or (wanted and first not in st.session_state):
        current = wanted
    st.session_state[first] = True
    current = current if current in known else default
    st.session_state[key] = current
    return current


def write(key: str, value: str) -> None:
    """Let the address carry `value` under `key`, and nothing for ""."""
    if value and st.query_params.get_all(key) != [value]:
        st.query_params[key] = value
    elif not value and key in st.query_params:
        del st.query_params[key]
