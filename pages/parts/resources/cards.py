"""Four cards: spending per pupil, staff and pupils trained, communes with a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.parts import answers, charts, said
from pages.parts.choice import Choice
from pages.parts.figures import years
from pages.parts.marks import MARKS, mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]
#: What the cards show, in this order.
CARDS = ("spending_per_pupil", "staff_trained", "pupils_trained", "network_coverage")


def show(rows: Sequence[Row], choice: Choice, words: Words) -> None:
    """`rows` answer pages/indicator_years: single years, and the chosen ones together without a year."""
    titles = {row["indicator"]: row["title_en" if words.lang == "en" else "title_vi"] for row in _known()}
    for column, indicator in zip(st.columns(len(CARDS), gap="small"), CARDS, strict=True):
        own = [row for row in rows if row["indicator"] == indicator]
        with column, st.container(border=True, height="stretch", gap="small"):
            if own:
                _card(own, choice, words)
            else:
                # Of the whole district only: for chosen schools there is no such value.
                st.markdown(f"**{titles[indicator]}**")
                st.markdown(MARKS["not_applicable"].said(words))
                st.caption(words.text("For the whole district only."))


def _known() -> answers.Rows:
    return answers.rows("definitions")


def _card(own: Sequence[Row], choice: Choice, words: Words) -> None:
    together = next(row for row in own if row["year"] is None)
    by_year = [row for row in own if row["year"] is not None]
    st.markdown(f"**{together['title']}**")
    st.metric(together["title"], said.value(together, words), label_visibility="collapsed")
    # Sums of đồng would fill the card; they are in the CSV.
    vnd = together["unit"] == "vnd"
    counted = words.not_known(together) if vnd else said.counted(together, words)
    unjudged = "" if together["value"] is not None else mark_of(together).said(words)
    st.caption(
        " · ".join(fact for fact in (counted, said.moved(together, words), unjudged) if fact) or "\u00a0"
    )
    st.space("stretch")
    charts.show(
        f"spark_{together['indicator']}",
        choice,
        words,
        lambda: years.spark(by_year, words, choice.years),
        alt=said.over_years(together["title"], by_year, words),
    )
    st.caption(f"{together['plan']} · {said.target(together, words)}")
