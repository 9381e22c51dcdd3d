"""What the browser makes by itself: a picture of a figure as it stands there, and the page on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from pages.kit.words import Words

_FILE = Path(__file__)
_component = st.components.v2.component(
    "picture",
    html='<div class="buttons"></div>',
    css=_FILE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_FILE.with_suffix(".js").read_text(encoding="utf-8"),
)


def container(figure: str) -> str:
    """The key of the container in which a figure stands, by which the browser finds it."""
    return f"{figure}_figure"


def buttons(figure: str, name: str, foot: Sequence[str], words: Words) -> None:
    """Save the `figure` (its key) under this name, with the facts of `foot` below it."""
    _buttons(figure, [("png", words.text("Picture (PNG)")), ("svg", words.text("Picture (SVG)"))], name, foot)


def for_paper(words: Words) -> None:
    """The button that prints the page."""
    _buttons("print", [("print", words.text("Print this page"))])


def _buttons(key: str, labels: Sequence[tuple[str, str]], name: str = "", foot: Sequence[str] = ()) -> None:
    data = {"figure": container(key), "name": name, "foot": list(foot), "labels": labels}
    _component(key=f"{key}_files_picture", data=data)
