"""Báo cáo 30/11: which yearly reports came on time, late or not yet, and whom to remind."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame, inert
from pages.kit import phrases as common
from pages.reports import reminders, schools, sentences, years

words, choice = frame.words(), filters.chosen()
block.stop_if_nobody(choice, words)

by_year = answers.table("pages/report_years", choice)
rows = inert.rows(by_year)
together = next(row for row in rows if row["year"] is None)
states = answers.table("pages/report_strip", choice)
awaited = schools.awaited(states)

block.answer(f"{sentences.answer(together, words)} · {common.where_when(choice, words)}")
st.caption(inert.as_markdown(sentences.awaited(awaited, choice.year, words)))

left, right = st.columns(2, gap="large")
with left:
    years.show(by_year, choice, words)
with right:
    by = reminders.units(choice, words)
reminders.show(by, choice, words)
schools.show(states, awaited, choice, words)


def method() -> None:
    """What is expected, what an empty report is, the definition: read only by who asks for it."""
    st.caption(sentences.notes(answers.rows("pages/plan_years"), choice, words))
    block.definitions(["reports_on_time"], words)


block.details("method", words.text("How reports are counted"), method)
