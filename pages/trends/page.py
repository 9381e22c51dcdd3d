"""Xu hướng: are incidents rising beyond chance, and where?"""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame, inert
from pages.trends import groups, method, months, schools, sentences, years

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_no_school(choice, words)
if not answers.offered("pages/incident_years", choice):
    block.inside_only(words)
    raise block.EndOfPage

by_year = answers.table("pages/incident_years", choice)
rows = inert.rows(by_year)
together = next(row for row in rows if row["year"] is None)
changes = years.changes(rows, choice)

block.answer(sentences.answer(changes, together, choice, answers.ranges(choice, words), words))
st.caption(sentences.known(answers.rows("pages/coverage", choice), words))

years.show(by_year, choice, words)
series = months.show(rows, choice, words)
left, right = st.columns([13, 8], gap="large")
with left:
    groups.show(choice, words)
with right:
    funnel = schools.show(choice, words)
# On its own, for it takes words of statistics to read it: the list above says who stands out.
if funnel:
    block.details("funnel", _("Every school by its size, as a figure"), funnel)
block.details(
    "method", _("How the trends are worked out"), lambda: method.show(series, changes, together, words)
)
