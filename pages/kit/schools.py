"""Opening a school's profile from wherever its name or its mark is clicked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.kit import opening

#: Where the school page lies.
PAGE = "pages/school/page.py"


def open_school(school_id: str) -> None:
    """Choose the school and ask for its page; a callback, so the filter's value may still be set."""
    if school_id and school_id != "office":
        st.session_state["school"] = school_id
        opening.ask(PAGE)


def open_selected(chart: str) -> None:
    """Open the school of the point selected in a chart: its id is the first of its customdata."""
    state: Any = st.session_state.get(chart)
    points = state["selection"]["points"] if state else []
    if points and points[0].get("customdata"):
        open_school(str(points[0]["customdata"][0]))
