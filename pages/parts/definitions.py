"""Definitions in visible text, read from the indicator's own SQL file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.parts import answers
from pages.parts.words import Words


def show(indicators: Sequence[str], words: Words) -> None:
    """What is divided by what, and what is left out, for each indicator named."""
    known = {row["indicator"]: row for row in answers.rows("definitions", lang=words.lang)}
    lines = []
    for row in (known[name] for name in dict.fromkeys(indicators) if name in known):
        title = row["title_en"] if words.lang == "en" else row["title_vi"]
        lines.append(f"- **{title}** ({row['plan']}): {sentence(row)}")
    st.caption("\n".join(lines))


def sentence(row: Mapping[str, Any]) -> str:
    """What is divided by what, and what is left out; `row` answers definitions."""
    divided = " ÷ ".join(text for text in (row["numerator_text"], row["denominator_text"]) if text)
    return f"{divided}." + (f" {row['note']}." if row["note"] else "")


def reading(words: Words) -> None:
    """How to read marks, part-years and silence: the same lines on every page."""
    st.caption(
        words.text(
            "● met · ▲ nearly met (within the band below the target) · ■ not met · "
            "◆ no target (the darker, the higher) · – no report (not zero) · ○ no cases · ∅ not applicable · "
            "c or ⊗ masked (1–5: a range that holds the masked count) · "
            "* part of a year (hollow mark): never set beside a full year"
        )
    )
