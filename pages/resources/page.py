"""Nguồn lực: funds planned and spent, what was built up with them, services in use, the network."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame, inert
from pages.kit import phrases as common
from pages.resources import funds, indicators, network, sentences, services

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

funding = answers.table("pages/funding", choice)
money = inert.rows(funding)
together = next(row for row in money if row["source"] == "all" and row["year"] is None)
years = answers.table("pages/indicator_years", choice, lang=words.lang, against=choice.compared)

block.answer(f"{sentences.answer(together, words)} · {common.where_when(choice, words)}")
st.caption(sentences.known(answers.rows("pages/coverage", choice), together, words))
funds.show(funding, money, choice, words)
indicators.show(years, choice, words)

left, right = st.columns([11, 9], gap="large")
with left:
    services.show(choice, words)
with right:
    network.show(choice, words)


def method() -> None:
    """Whose funds, which communes, marks, definitions: read only by who asks for them."""
    st.caption(sentences.method(choice, words))
    block.reading(words)
    block.definitions(indicators.SHOWN, words)


block.details("method", _("How resources are counted"), method)
