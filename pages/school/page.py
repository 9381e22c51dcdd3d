"""Trường: one school on two sheets of paper; without a school, the list to pick from."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.kit import answers, block, filters, frame, inert
from pages.school import lists, sentences

words, choice = frame.words(), filters.chosen()
_ = words.text
if not choice.school:
    lists.schools(choice, words)
    raise block.EndOfPage
block.stop_if_nobody(choice, words)
st.html(Path(__file__).with_name("paper.css"))

profile = answers.table("profile", choice, school=choice.school, lang=words.lang)
# Of one school nothing is left open.
rows = [{**row, "subjects": 1, "unsettled": False} for row in inert.rows(profile)]
known = {row["indicator"]: row for row in rows}
plan = answers.rows("goals", lang=words.lang)
goals = [known[goal["indicator"]] for goal in plan if goal["indicator"] in known]

block.heading(choice.school_name)
block.caption(sentences.place(choice.school, rows, words))
block.answer(
    sentences.answer(goals, choice.named(choice.year), words),
    sentences.known(goals, rows, choice.named(choice.year), words),
)

lists.questions(choice, rows, words)
lists.standing(profile, rows, goals, choice, words)
lists.sent(choice, words)

peers = sentences.peers(rows, words)
block.method(_("How this page is worked out"), list(known), words, first=peers)
