"""Kế hoạch: every paragraph of the plan, what measures it and how that stands, or why nothing does."""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, blocks, definitions, filters, frame, inert
from pages.parts import said as common
from pages.parts.plan import actions, lines, paragraph_table, said

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

listed = answers.table("pages/paragraphs", lang=words.lang)
paragraphs = inert.rows(listed)
by_year = answers.table("pages/indicator_years", choice, lang=words.lang, against=choice.compared)
answer = lines.joined(listed, by_year)
rows = inert.rows(answer)
here = [row for row in rows if row["year"] == choice.year or row["indicator"] is None]

blocks.answer(f"{said.measured(paragraphs, words)} · {common.where_when(choice, words)}")
st.markdown(said.standings(here, choice.year, words))
st.caption(
    _(
        "A paragraph may have several indicators, and an indicator may measure several paragraphs. "
        "The name of an indicator opens it."
    )
)
if choice.schools:
    st.caption(
        _("Indicators that only the education office answers for exist for the whole district: here ∅.")
    )
definitions.reading(words)

for section, title in said.SECTIONS.items():
    own = [row for row in rows if row["section"] == section]
    if own:
        st.header(f"{section}. {_(title)}", anchor=False)
        paragraph_table.show(section, answer, words, choice)

actions.show(choice, words)
blocks.details(
    "plan_definitions",
    _("How each indicator is counted"),
    lambda: definitions.show([row["indicator"] for row in here if row["indicator"]], words),
)
