"""Definitions in visible text, read from the indicator's own SQL file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import answers, said
from pages.kit.words import Words


def show(indicators: Sequence[str], words: Words) -> None:
    """What is divided by what, and what is left out, for each indicator named."""
    known = {row["indicator"]: row for row in answers.rows("definitions", lang=words.lang)}
    lines = []
    for row in (known[name] for name in dict.fromkeys(indicators) if name in known):
        title = row["title_en"] if words.lang == "en" else row["title_vi"]
        lines.append(f"- **{title}** ({row['plan']}): {said.definition(row)}")
    st.caption("\n".join(lines))


def reading(words: Words) -> None:
    """How to read marks, part-years and silence: the same lines on every page."""
    st.caption(said.reading(words))
