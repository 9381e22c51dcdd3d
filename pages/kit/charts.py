"""Putting a figure on screen, built once per snapshot, choice, reader and language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from pages.kit import address, answers, inert, picture
from pages.kit.choice import Choice
from pages.kit.figures.base import CONFIG
from pages.kit.words import Words


def show(
    key: str,
    choice: Choice,
    words: Words,
    build: Callable[[], go.Figure],
    *,
    alt: str,
    also: str = "",
    opens_school: bool = False,
    at_least: int = 0,
) -> None:
    """Show the figure that `build` makes; `also` names whatever it depends on beside the choice."""
    drawn = answers.built(key, choice, words, build, also)
    alt = inert.as_text(alt)
    # On a narrow screen the figure keeps `at_least` pixels and scrolls sideways in a frame of its own.
    with (
        st.container(key=picture.container(key)),
        st.grid(1, min_column_width=at_least, wrap=False, key=f"{key}_wide") if at_least else st.container(),
    ):
        if opens_school:
            # A key of this very figure: what is selected in another one opens no school, and another choice
            # that draws the same leaves it standing as it is.
            name = answers.built(f"{key} name", choice, words, lambda: f"{key}_{_digest(drawn)}", also)
            select = partial(address.open_selected, name)
            st.plotly_chart(
                drawn, key=name, alt=alt, config=CONFIG, selection_mode="points", on_select=select
            )
        else:
            st.plotly_chart(drawn, key=key, alt=alt, config=CONFIG)


def _digest(drawn: go.Figure) -> str:
    return hashlib.sha256(drawn.to_json().encode()).hexdigest()[:16]
