"""A table on screen: one component without a frame, whose HTML the browser builds from JSON.

Real rows and cells: they wrap, are copied, printed and read aloud; a heading sorts, the first column may open
something, marks keep their colour, and on a phone each row becomes a card. Texts reach the page as text,
never as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.kit import address
from pages.kit.cells import CSS, JS, Column, data, rest
from pages.kit.words import Words

_component = st.components.v2.component("table", css=CSS, js=JS)


def table(
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    words: Words,
    *,
    on_open: Callable[[str], None] = address.open_school,
    total: int = 0,
    below: str = "",
    **shape: Any,
) -> None:
    """Draw `rows` in `columns`; `shape` is what else `cells.data` takes: `alt` and the like.

    A cell that opens something calls `on_open` with its id. `total` says how many rows there are where not
    all are given.
    """
    below = " ".join(filter(None, (rest(rows, words, total), below)))
    drawn = data(columns, rows, words, below=below, **shape)
    opened = set().union(*drawn["opens"])
    name = f"{key}_table"

    def open_mark() -> None:
        address.open_school(st.session_state[name]["mark"] or "")

    def open_row() -> None:
        wanted = st.session_state[name]["open"]
        if wanted in opened:
            on_open(wanted)

    # Under one key, since the framework looks at each for a data frame, which takes longer than to write it.
    _component(key=name, data={"table": drawn}, on_open_change=open_row, on_mark_change=open_mark)
