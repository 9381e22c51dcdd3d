"""Xu hướng: are incidents rising beyond chance, where, and what may be concluded from it?"""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, blocks, filters, frame, inert
from pages.parts import said as common
from pages.parts.trends import groups, masked, rules, said, said_schools, said_series, schools, series, years

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_no_school(choice, words)

if not answers.offered("pages/trend_basis", choice):
    masked.show(choice, words)
    raise blocks.EndOfPage

basis = answers.rows("pages/trend_basis", choice)[0]
answer, points = series.asked(basis, choice)
by_year = answers.table("pages/incident_years", choice)
each_year = inert.rows(by_year)
change = years.change(choice)
together = next(row for row in each_year if row["year"] is None)
district = schools.asked(choice)

among = ""
if district is not None:
    chosen = schools.of(choice, district)
    found = schools.places(chosen)
    among = said_schools.where(found, bool(choice.school), words)
told = f"{said.change(change, words)}; {said_series.series(basis, points, words)}"
blocks.answer(f"{common.where_when(choice, words)}: {told}. {among}")
st.markdown(said.exposure(together, len(choice.years) > 1, answers.ranges(choice, words), words))
st.caption(
    _(
        "A rise may mean more incidents or better reporting; few or none may mean quiet or silence. "
        "The figures alone do not tell which."
    )
    + f" {said.left_out(together, words)}"
)

series.show(basis, answer, points, each_year, choice, words)
years.show(by_year, choice, words)
if district is not None:
    schools.show(district, chosen, found, choice, words)
groups.show(choice, words)
rules.show(basis, change, words)
