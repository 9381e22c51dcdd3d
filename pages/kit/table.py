"""A table on screen: one component without a frame, whose HTML the browser builds from JSON.

Real rows and cells: they wrap, are copied, printed and read aloud; a heading sorts, the first column may open
something, marks keep their colour, and on a phone each row becomes a card. Texts reach the page as text,
never as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit import address
from pages.kit.grid import FIRST, Column, Names, data, rest
from pages.kit.words import Words

_FILE = Path(__file__)
_component = st.components.v2.component(
    "table",
    css=_FILE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_FILE.with_suffix(".js").read_text(encoding="utf-8"),
)


def table(
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    words: Words,
    *,
    alt: str,
    on_open: Callable[[str], None] | None = None,
    group: Callable[[Any], str] | None = None,
    total: int = 0,
    first: int = FIRST,
    paper: int = 0,
    details: Mapping[int, tuple[Sequence[Names], str]] | None = None,
) -> None:
    """Draw `rows` in `columns`; what the others are for is told by `grid.data`.

    A cell that opens something calls `on_open` with its id: without it, a school's profile is opened.
    `total` says how many rows there are where not all are given.
    """
    drawn = data(columns, rows, words, alt=alt, group=group, first=first, paper=paper, details=details)
    opened = set().union(*drawn["opens"])
    name = f"{key}_table"

    def open_mark() -> None:
        address.open_school(st.session_state[name]["mark"] or "")

    def open_row() -> None:
        wanted = st.session_state[name]["open"]
        if wanted in opened:
            (on_open or address.open_school)(wanted)

    _component(key=name, data=drawn, on_open_change=open_row, on_mark_change=open_mark)
    if left := rest(rows, words, total):
        st.caption(left)
