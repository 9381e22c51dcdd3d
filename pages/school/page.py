"""Trường: one school on two sheets of paper; without a school, the list to pick from."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.kit import answers, block, filters, frame, inert
from pages.school import every, questions, sending, sentences, standing

words, choice = frame.words(), filters.chosen()
if not choice.school:
    every.show(choice, words)
    raise block.EndOfPage
block.stop_if_nobody(choice, words)
st.html(Path(__file__).with_name("paper.css"))

profile = answers.table("pages/profile", choice, school=choice.school, lang=words.lang)
rows = standing.of_one(profile)
goals = standing.of_goals(answers.rows("pages/goals", lang=words.lang), rows)

st.header(inert.as_markdown(choice.school_name), anchor=False)
st.caption(inert.as_markdown(sentences.place(choice.school, rows, words)))
block.answer(sentences.answer(goals, choice.year, words))
st.caption(inert.as_markdown(sentences.known(goals, rows, choice.year, words)))

questions.show(choice, rows, words)
standing.show(profile, rows, goals, choice, words)
sending.show(choice, words)


def method() -> None:
    """Marks, the schools that it is set beside, definitions: read only by who asks for them."""
    block.reading(words)
    st.caption(inert.as_markdown(sentences.peers(rows, words)))
    block.definitions([row["indicator"] for row in rows], words)


block.details("method", words.text("How this page is worked out"), method)
