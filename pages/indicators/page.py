"""Chỉ tiêu: every indicator against its target, and of the one that is open, who is in it and why."""

from __future__ import annotations

import streamlit as st

from pages.indicators import every, inside, sentences
from pages.kit import answers, block, filters, frame, inert

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

years = answers.table("pages/indicator_years", choice, lang=words.lang, against=choice.compared)
rows = inert.rows(years)
together = [row for row in rows if row["year"] is None]
filters.note_unknown({"indicator": [row["indicator"] for row in together]}, words)

block.answer(sentences.answer(together, choice, words))
st.caption(sentences.known(answers.rows("pages/coverage", choice), words))
indicator = filters.indicator(together, words)
who = inside.Inside(indicator, choice, words)
every.show(years, rows, who, choice, words)

st.header(_("Each school in one indicator"), anchor=False)
who.show(next(row for row in together if row["indicator"] == indicator))


def method() -> None:
    """Marks and definitions: read only by who asks for them."""
    block.reading(words)
    block.definitions([row["indicator"] for row in together], words)


block.details("method", _("How the indicators are worked out"), method)
