"""Definitions in visible text, read from the indicator's own SQL file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import answers, blocks, inert, said
from pages.kit.grid import Row
from pages.kit.words import Words


def folded(title: str, indicators: Sequence[str], words: Words, *, first: str = "") -> None:
    """The fold at the foot of a page: `first` a text of its own, how marks are read, and definitions."""

    def draw() -> None:
        if first:
            st.caption(inert.as_markdown(first))
        reading(words)
        show(indicators, words)

    blocks.details("method", title, draw)


def show(indicators: Sequence[str], words: Words) -> None:
    """What is divided by what, and what is left out, for each indicator named."""
    known = _known(words)
    rows = [known[name] for name in dict.fromkeys(indicators) if name in known]
    title = f"title_{words.lang}"
    st.caption("\n".join(f"- **{row[title]}** ({row['plan']}): {said.definition(row)}" for row in rows))


def of(indicator: str, words: Words) -> str:
    """The definition of one indicator."""
    return said.definition(_known(words)[indicator])


def reading(words: Words) -> None:
    """How to read marks, part-years and silence: the same lines on every page."""
    st.caption(said.reading(words))


def _known(words: Words) -> dict[str, Row]:
    return {row["indicator"]: row for row in answers.rows("definitions", lang=words.lang)}
