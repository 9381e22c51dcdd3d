"""Chỉ tiêu: every indicator by year against its target, schools by indicators, who is in and who is out."""

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
    inert,
    said,
    standing_table,
    tables,
    year_table,
)
from pages.parts.figures import matrix, years
from pages.parts.marks import mark_of

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

all_years = answers.table("pages/indicator_years", choice, lang=words.lang)
rows = inert.rows(all_years)
together = [row for row in rows if row["year"] is None]
reported = answers.rows("pages/coverage", choice)

blocks.answer(f"{blocks.judged(together, words)} · {said.where_when(choice, words)}")
st.caption(said.coverage(reported, words))
year_table.show(
    "indicators",
    all_years,
    words,
    choice,
    alt=_("Every indicator's value in every year, with its target"),
    on_pick=filters.pick_indicator,
)
definitions.reading(words)

st.header(_("One indicator: who is counted, who is not, and why"), anchor=False)
filters.note_unknown({"indicator": [row["indicator"] for row in together]}, words)
indicator = filters.indicator(together, words)
row = next(row for row in together if row["indicator"] == indicator)
by_year = [found for found in rows if found["indicator"] == indicator and found["year"]]
inside = answers.table("pages/inside", choice, indicator=indicator, first=str(said.INSIDE))
counts = answers.rows("pages/inside_counts", choice, indicator=indicator)[0]
left, right = st.columns([9, 11], gap="medium")
with left:
    blocks.text(said.headline(row, words))
    charts.show(
        "years_large",
        choice,
        words,
        lambda: years.large(by_year, words, choice.years),
        also=indicator,
        alt=said.over_years(row["title"], by_year, words),
    )
    definitions.show([indicator], words)
with right:
    st.markdown(inert.as_markdown(said.inside(inert.rows(inside), counts, words)))
    if inside.num_rows == said.INSIDE:
        st.caption(
            _("The table lists the first {shown}; those that are missing come first.", shown=said.INSIDE)
        )
    tables.show(
        f"inside_{indicator}",
        inside,
        [
            *([Column(_("Year"), lambda row: str(row["year"]))] if len(choice.years) > 1 else []),
            Column(
                _("School"),
                lambda row: row["school"] if row["school_id"] != "office" else _("Education office"),
                opens=school_id,
            ),
            Column(_("Value"), lambda row: words.own(row) or mark_of(row).shape, numeric=True),
            Column("n/N", words.own_parts, numeric=True),
            Column(_("Counted?"), lambda row: said.part(row, words)),
        ],
        words,
        choice,
        alt=_("Who is counted in {title}", title=row["title"]),
    )

st.header(_("Schools by indicator, {year}", year=choice.year), anchor=False)
only = filters.which_indicators(words)
standing = answers.table("pages/matrix", choice, lang=words.lang, only=only, first=str(standing_table.LISTED))
standing_table.cut(reported, choice, words)
st.caption(_("A mark opens the school. ↑ and ↓ beside it: better or worse than the year before."))
charts.show(
    "matrix",
    choice,
    words,
    lambda: matrix.schools_by_indicators(inert.rows(standing), words),
    also=only,
    alt=said.matrix(inert.rows(standing), words),
    opens_school=True,
    at_least=860 if only == "all" else 0,
)
standing_table.twin(
    f"matrix_{only}",
    standing,
    words,
    choice,
    alt=_("Every school's value and status on each indicator"),
)
