"""Nguồn lực: funds planned and spent by source, training, services in use, the network in the communes."""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, blocks, definitions, filters, frame, inert, year_table
from pages.parts import said as common
from pages.parts.resources import cards, funds, network, said, services

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

funding = answers.table("pages/funding", choice)
money = inert.rows(funding)
together = next(row for row in money if row["source"] == "all" and row["year"] is None)
by_year = answers.table("pages/indicator_years", choice, lang=words.lang, against=choice.compared)
rows = inert.rows(by_year)
reported = answers.rows("pages/coverage", choice)

blocks.answer(f"{said.answer(together, words)} · {common.where_when(choice, words)}")
st.caption(common.coverage(reported, words))
st.caption(said.silences(together, choice, words))

st.header(_("Funds by source, year by year"), anchor=False)
funds.show(funding, choice, words)

st.header(_("Per pupil, training and network, {years}", years=words.years(choice.years)), anchor=False)
cards.show(rows, choice, words)

st.header(_("What was built up with it, year by year"), anchor=False)
year_table.show(
    "resources",
    by_year,
    words,
    choice,
    only=said.INDICATORS,
    alt=_("Indicators of funds, training, services and network in every year"),
    on_pick=filters.open_indicator,
)
definitions.reading(words)

used = answers.table("pages/services", choice)
left, right = st.columns([8, 12], gap="medium")
with left:
    services.bars(used, choice, words)
with right:
    network.show(choice, words)
services.register(used, choice, words)
definitions.show(said.INDICATORS, words)
