"""What the address carries of a reader's choice, and going to another page by a click.

The address is read when a session begins and by Back, else written. The framework's own binding of a widget
shows in the address what the widget shows, and drops what is picked in a box once the box is closed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

#: Under what it pins a snapshot.
SNAPSHOT = "as-of"
#: Where the pages lie to which a click leads from elsewhere.
SCHOOL_PAGE, INDICATORS_PAGE = "pages/school/page.py", "pages/indicators/page.py"
_PAGE = "page to open"


def value(key: str, known: Collection[str], default: str = "") -> str:
    """What stands under `key`, kept in the session: one of `known`, else the `default`.

    The address counts when a session begins and when Back or Forward brings it back. A link of the navigation
    hands on nothing of it: there the choice of now stays.
    """
    first = f"address of {key} was read"
    wanted = st.query_params.get(key, "")
    current = st.session_state.get(key, default)
    if by_history() or (wanted and first not in st.session_state):
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


def by_history() -> bool:
    """Whether Back or Forward asked for this run. Streamlit knows it, but has no public name for it."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def open_page(file: str) -> None:
    """Ask for the page in this file; a callback, so that filters' values may still be set beside it."""
    st.session_state[_PAGE] = file


def page_to_open() -> str:
    """The file of the page that the click of this run asked for; "" for none. The front door goes there."""
    page = str(st.session_state.pop(_PAGE, ""))
    # No click leads here by Back, but a browser that has not yet heard the end of the last run tells the
    # click that began it once more.
    return "" if by_history() else page


def open_school(school_id: str) -> None:
    """Choose the school and ask for its page; a callback. The office has none."""
    if school_id and school_id != "office":
        st.session_state["school"] = school_id
        open_page(SCHOOL_PAGE)


def open_selected(chart: str) -> None:
    """Open the school of the point selected in a chart: its id is the first of its customdata."""
    state: Any = st.session_state.get(chart)
    points = state["selection"]["points"] if state else []
    if points and points[0].get("customdata"):
        open_school(str(points[0]["customdata"][0]))
