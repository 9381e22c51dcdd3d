"""Tổng quan: is the plan meeting its goals, who misses one, and what has moved?"""

from __future__ import annotations

import streamlit as st

from pages.kit.table import Column, school_id
from pages.parts import (
    answers,
    blocks,
    charts,
    definitions,
    filters,
    frame,
    goal_cards,
    inert,
    said,
    school_map,
    standing_table,
    tables,
    worklist,
    year_table,
)
from pages.parts.figures import matrix

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

goals = answers.rows("pages/goals", lang=words.lang)
all_years = answers.table("pages/indicator_years", choice, lang=words.lang)
rows = inert.rows(all_years)
together = {row["indicator"]: row for row in rows if row["year"] is None}
by_year = {
    goal["indicator"]: [row for row in rows if row["indicator"] == goal["indicator"] and row["year"]]
    for goal in goals
}
exceptions = answers.table("pages/attention", choice, lang=words.lang, first=str(worklist.LISTED))
found = answers.rows("pages/attention_counts", choice)
standing = answers.table(
    "pages/matrix", choice, lang=words.lang, only="goals", first=str(standing_table.LISTED)
)
reported = answers.rows("pages/coverage", choice)

blocks.answer(said.goals([together[goal["indicator"]] for goal in goals], choice, words))
st.caption(said.coverage(reported, words))
for column, goal in zip(st.columns(len(goals), gap="small"), goals, strict=True):
    with column:
        goal_cards.card(goal, together[goal["indicator"]], by_year[goal["indicator"]], choice, words)

left, right = st.columns([11, 9], gap="medium")
with left:
    st.header(_("Needs attention"), anchor=False)
    worklist.show(inert.rows(exceptions), sum(row["exceptions"] for row in found), words)
    tables.twin(
        "exceptions",
        exceptions,
        [
            Column(
                _("What"),
                lambda row: f"{said.EXCEPTION_MARKS[row['kind']].shape} {said.exception(row, words)}",
            ),
            Column(_("School"), lambda row: row["school"] or _("Education office"), opens=school_id),
            Column(_("Plan"), lambda row: row["plan"]),
        ],
        words,
        choice,
        alt=_("Every named exception of the selection"),
        label=_("All exceptions as a table"),
    )
    worklist.cut(found, words)
    st.header(_("Moved since the year before"), anchor=False)
    blocks.movers(list(together.values()), words)
    school_map.small(choice, [together[goal["indicator"]] for goal in goals], words)
with right:
    st.header(_("Schools by goal, {year}", year=choice.year), anchor=False)
    standing_table.cut(reported, choice, words)
    charts.show(
        "matrix_goals",
        choice,
        words,
        lambda: matrix.schools_by_indicators(inert.rows(standing), words),
        alt=said.matrix(inert.rows(standing), words),
        opens_school=True,
    )
    definitions.reading(words)
    standing_table.twin(
        "schools_by_goal",
        standing,
        words,
        choice,
        alt=_("Every school's value and status on each goal"),
    )

st.header(_("The goals, year by year"), anchor=False)
year_table.show(
    "goals",
    all_years,
    words,
    choice,
    only=[goal["indicator"] for goal in goals],
    alt=_("The goals' values in every year"),
)
definitions.show([goal["indicator"] for goal in goals], words)
