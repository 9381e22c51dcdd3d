"""Báo cáo 30/11: which yearly reports came on time, late or not yet, and whom to remind."""

from __future__ import annotations

import pyarrow.compute as pc
import streamlit as st

from pages.parts import answers, blocks, charts, definitions, filters, frame, inert
from pages.parts import said as common
from pages.parts.figures import reports as figures
from pages.parts.marks import MARKS
from pages.parts.reports import reminders, said, strip, year_bars

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

by_year = answers.table("pages/report_years", choice)
rows = inert.rows(by_year)
together = next(row for row in rows if row["year"] is None)
states = answers.table("pages/report_strip", choice)
missed = inert.rows(states.filter(pc.equal(states["state"], "missing")))

blocks.answer(f"{said.answer(together, words)} · {common.where_when(choice, words)}")
with st.container(horizontal=True, key="report_numbers"):
    st.metric(_("Expected"), words.number(together["expected"]), width=140, border=True)
    for state in said.STATES:
        st.metric(MARKS[state].said(words), words.number(together[state]), width=140, border=True)
st.markdown(inert.as_markdown(said.awaited(inert.rows(states), choice.years, words)))
st.caption(said.notes(answers.rows("pages/plan_years"), choice, words))

left, right = st.columns([11, 9], gap="medium")
with left:
    st.header(_("Year by year"), anchor=False)
    charts.show(
        "report_years",
        choice,
        words,
        lambda: figures.years(rows[:-1], choice.years, words),
        alt=said.over_years(rows, words),
    )
    year_bars.twin(by_year, choice, words)
    by = filters.grouping_of_reports(words)
    reminders.units(by, choice, words)
with right:
    strip.show(states, missed, choice, words)

reminders.show(by, choice, words)
definitions.show(["reports_on_time"], words)
