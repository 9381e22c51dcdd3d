"""Kế hoạch: every paragraph of the plan, what measures it, its years, and what the office did for it."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame, inert
from pages.plan import actions, paragraphs, sentences

words, choice = frame.words(), filters.chosen()
block.stop_if_nobody(choice, words)

listed = answers.table("pages/paragraphs", lang=words.lang)
years = answers.table("pages/indicator_years", choice, lang=words.lang, against=choice.compared)
answer = paragraphs.joined(listed, years, choice)
rows = inert.rows(answer)
here = [row for row in inert.rows(years) if row["year"] is None]

block.answer(sentences.answer(rows, here, choice, words))
st.caption(sentences.known(answers.rows("pages/coverage", choice), choice, words))
paragraphs.show(answer, rows, choice, words)
actions.show(choice, words)


def method() -> None:
    """How paragraphs and indicators meet, marks and definitions: read only by who asks for them."""
    st.caption(sentences.method(words))
    block.reading(words)
    block.definitions([row["indicator"] for row in here], words)


block.details("method", words.text("How the paragraphs are measured"), method)
