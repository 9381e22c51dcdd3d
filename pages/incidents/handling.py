"""Tiến độ xử lý: are incidents handled in time, how long do they take, and what waits too long?"""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, blocks, filters, frame, inert, said
from pages.parts.handling import board, clock_words, course, waiting

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

if not answers.offered("pages/clock_board", choice):
    blocks.inside_only(words)
    raise blocks.EndOfPage
clocks = answers.table("pages/clock_board", choice)
rows = inert.rows(clocks)
together = {row["clock"]: row for row in rows if row["year"] is None}

late = waiting.counts(choice)
blocks.answer(clock_words.answer(rows, late, said.where_when(choice, words), words))
if late is not None:
    st.markdown(clock_words.reports(late, words))
st.caption(
    _(
        "On time = handled within the limit ÷ (on time + late + overdue). Running cases stand beside "
        "it, never inside. “Now” is the end of the day in the last line of this page, whatever year a "
        "case began in."
    )
)
board.show("clock_board", clocks, words, choice, on_pick=filters.pick_clock)

if not answers.offered("handling_curve", choice):
    blocks.inside_only(words)
    raise blocks.EndOfPage
st.header(_("One clock: what share is handled within how long"), anchor=False)
clock = filters.clock(together, words)
now = together[clock]
left, right = st.columns([12, 8], gap="medium")
with left:
    course.curve(now, choice, words)
with right:
    for rule in answers.rows("pages/clock_rules"):
        if rule["clock"] == clock:
            st.caption(clock_words.rule(rule, words))
    st.subheader(_("Handled by time taken, running by age"), anchor=False)
    course.bands(clock, choice, words)

st.header(_("Overdue now, what is new first"), anchor=False)
waiting.overdue(choice, words)

st.header(_("Where time is spent, stage by stage"), anchor=False)
waiting.stages(choice, words)
st.caption(
    _(
        "Duplicates and unfounded incidents are left out of the stages; on every clock they count as "
        "ended otherwise: not on time, not late, and not open."
    )
)
