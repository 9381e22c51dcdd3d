"""How timeliness is worked out: what is on time, the curve by name, and the rules of every clock."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers
from pages.kit.words import Words
from pages.timeliness import sentences


def show(words: Words) -> None:
    """In the order in which a reader meets them on the page; then every rule of a limit since its day."""
    _ = words.text
    lines = [
        _(
            "Newly overdue: cases that passed their first limit lately; the others are the backlog, whatever "
            "year they began in."
        ),
        _(
            "On time = handled within the limit ÷ (on time + late + overdue). Running cases stand beside "
            "it, never inside. “Now” is the end of the day in the last line of this page, whatever year a "
            "case began in."
        ),
        _(
            "Open cases count as not yet handled for as long as they are seen (Kaplan–Meier; "
            "Aalen–Johansen where cases ended otherwise). Grey band: 95%. Dotted line: half of the "
            "cases. Each curve stops where fewer than 5 cases are at risk. No average of closed "
            "cases is shown: it flatters."
        ),
        _(
            "Duplicates and unfounded incidents are left out of the stages; on every clock they count as "
            "ended otherwise: not on time, not late, and not open."
        ),
        *(sentences.rule(rule, words) for rule in answers.rows("pages/clock_rules")),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
