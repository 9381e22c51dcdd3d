"""Tổng quan: is the plan meeting its goals, what is to be done now, which schools are behind, what moved?"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, block, filters, frame, inert, origins
from pages.overview import columns, lists, sentences

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

plan = answers.rows("goals", lang=words.lang)
years = answers.table("indicator_years", choice, lang=words.lang, against=choice.compared)
measured = [goal["indicator"] for goal in plan]
# The goals in every year, all others only as they stand: to make rows of all takes longer than to draw them.
drawn = pc.or_(pc.is_null(years["year"]), pc.is_in(years["indicator"], value_set=pa.array(measured)))
rows = inert.rows(years.filter(drawn))
goals, moved = columns.goal_lines(plan, rows), columns.moves_lines(rows)

block.answer(
    sentences.answer(goals, choice, words),
    block.known(choice, words, sentences.silent(answers.rows("coverage", choice), words)),
)
block.table(
    "goals",
    origins.only(years, measured),
    columns.goals(goals, rows, choice, words),
    alt=_("The goals: value, verdict, parts and change"),
    lines=lambda _: goals,
    on_open=filters.open_indicator,
)

left, right = st.columns(2, gap="large")
with left:
    lists.todo(choice, words)
with right:
    lists.behind(choice, plan, words)

if choice.against and moved:
    block.heading(_("Largest changes since {year}", year=choice.named(choice.against)))
    block.table(
        "moves",
        origins.only(years, [row["indicator"] for row in moved]),
        columns.moves(words),
        alt=_("The indicators that moved most since {year}", year=choice.named(choice.against)),
        lines=lambda _: moved,
        on_open=filters.open_indicator,
    )

block.method(_("How the four goals are worked out"), measured, words)
