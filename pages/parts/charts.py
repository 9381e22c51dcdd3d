"""Putting a figure on screen, built once per snapshot, choice, reader and language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.parts import access, answers, schools
from pages.parts.figures.base import CONFIG
from pages.parts.filters import Choice
from pages.parts.words import Words
from queries import Reader

#: How many figures are kept; each is a few kilobytes.
KEPT = 400


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
    drawn = built(key, choice, words, build, also)
    # On a narrow screen the figure keeps `at_least` pixels and scrolls sideways in a frame of its own.
    with st.grid(1, min_column_width=at_least, wrap=False, key=f"{key}_wide") if at_least else st.container():
        _draw(key, drawn, alt, f"{key}_{abs(hash((choice, also)))}" if opens_school else "")


def built(key: str, choice: Choice, words: Words, build: Callable[[], Any], also: str = "") -> Any:
    """What `build` makes, made once per snapshot, choice, reader, language and `also`. Never change it."""
    return _kept(key, answers.held()[0], choice, access.reader(), words.lang, also, build)


def _draw(key: str, drawn: go.Figure, alt: str, selectable: str) -> None:
    """The figure. `selectable` is a key of this very choice: no older selection may open a school again."""
    if selectable:
        st.plotly_chart(
            drawn,
            key=selectable,
            alt=alt,
            config=CONFIG,
            selection_mode="points",
            on_select=lambda: schools.open_selected(selectable),
        )
    else:
        st.plotly_chart(drawn, key=key, alt=alt, config=CONFIG)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _kept(
    key: str,
    snapshot_id: str,
    choice: Choice,
    reader: Reader,
    lang: str,
    also: str,
    _build: Callable[[], Any],
) -> Any:
    return _build()
