"""The goal card: label, value, status, change, five years, what is counted, where the plan says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.parts import charts, said
from pages.parts.figures import years
from pages.parts.filters import Choice
from pages.parts.marks import mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]


def card(goal: Row, together: Row, by_year: Sequence[Row], choice: Choice, words: Words) -> None:
    """One goal: `together` is the chosen years as one, `by_year` all years."""
    mark = mark_of(together)
    with st.container(border=True, height="stretch", gap="small"):
        st.markdown(f"**{goal['label']}**")
        st.metric(goal["label"], said.value(together, words), label_visibility="collapsed")
        st.markdown(f":{mark.tint}-badge[{mark.said(words)}] {said.short_of(together, words)}")
        moved = said.moved(together, words)
        st.caption(" · ".join(fact for fact in (said.counted(together, words), moved) if fact))
        st.space("stretch")
        charts.show(
            f"spark_{goal['indicator']}",
            choice,
            words,
            lambda: years.spark(by_year, words, choice.years),
            alt=said.over_years(goal["label"], by_year, words),
        )
        st.caption(f"{goal['aim']} ({goal['paragraph']}) · {said.target(together, words)}")
