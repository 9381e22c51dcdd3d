"""Putting a figure on screen, built once per snapshot, choice, reader and language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.kit import access, answers, inert, picture, schools
from pages.kit.choice import Choice
from pages.kit.figures.base import CONFIG
from pages.kit.kept import kept
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
    drawn = built(key, choice, words, build, also)
    name = built(f"{key} name", choice, words, lambda: _name(key, drawn), also) if opens_school else ""
    # On a narrow screen the figure keeps `at_least` pixels and scrolls sideways in a frame of its own.
    with (
        st.container(key=picture.container(key)),
        st.grid(1, min_column_width=at_least, wrap=False, key=f"{key}_wide") if at_least else st.container(),
    ):
        _draw(key, drawn, alt, name)


def built(key: str, choice: Choice, words: Words, build: Callable[[], Any], also: str = "") -> Any:
    """What `build` makes, made once per snapshot, choice, reader, language and `also`. Never change it."""
    return kept(("built", key, answers.held()[0], choice, access.reader(), words.lang, also), build)


def _name(key: str, drawn: go.Figure) -> str:
    """A key of this very figure: another choice that draws the same leaves it standing as it is."""
    return f"{key}_{hashlib.sha256(drawn.to_json().encode()).hexdigest()[:16]}"


def _draw(key: str, drawn: go.Figure, alt: str, selectable: str) -> None:
    """The figure. `selectable` is a key of its own: what is selected in another figure opens no school."""
    if selectable:
        st.plotly_chart(
            drawn,
            key=selectable,
            alt=inert.as_text(alt),
            config=CONFIG,
            selection_mode="points",
            on_select=lambda: schools.open_selected(selectable),
        )
    else:
        st.plotly_chart(drawn, key=key, alt=inert.as_text(alt), config=CONFIG)
