"""Tổng quan: is the plan meeting its goals, what is to be done now, which schools are behind, what moved?"""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame, inert
from pages.overview import behind, columns, goals, moves, sentences, todo

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

plan = answers.rows("pages/goals", lang=words.lang)
years = answers.table("pages/indicator_years", choice, lang=words.lang, against=choice.compared)
rows = inert.rows(years)
lines = columns.goal_lines(plan, rows)

block.answer(sentences.answer([line["together"] for line in lines], choice, words))
st.caption(sentences.known(answers.rows("pages/coverage", choice), words))
goals.show(years, lines, choice, words)

left, right = st.columns(2, gap="large")
with left:
    todo.show(choice, words)
with right:
    behind.show(choice, plan, words)
moves.show(years, rows, choice, words)


def method() -> None:
    """Marks and definitions: read only by who asks for them."""
    block.reading(words)
    block.definitions([goal["indicator"] for goal in plan], words)


block.details("method", _("How the four goals are worked out"), method)
