"""Xu hướng: are incidents rising beyond chance, and where?"""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.kit import answers, block, filters, frame, inert, labels, origins, picker
from pages.trends import columns, schools, sentences, series

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_no_school(choice, words)
block.stop_unless_offered("incident_years", choice, words)

by_year = answers.table("incident_years", choice)
rows, ranges = inert.rows(by_year), answers.ranges(choice, words)
together, changes = rows[-1], series.changes(rows, choice)

block.answer(
    sentences.answer(changes, together, choice, ranges, words), block.known(choice, words, _(sentences.RISE))
)

block.heading(_("Year by year, with what the incidents came out of"))
by_year = origins.with_sum(by_year, choice.years)
alt = _("Incidents, pupils, activities and reports in every year")
block.table("incidents_by_year", by_year, columns.years(choice, ranges, words), alt=alt)
block.caption(columns.below_years(words))

basis = series.over_time(rows, choice, words)

left, right = st.columns([13, 8], gap="large")
# Which incidents they are: how many of each group in the chosen years, and in every other year.
with left:
    block.heading(_("Which incidents, {years}", years=choice.period))
    names = {column: labels.heading("incidents", column, words) for column in columns.BY}
    by = picker.segments("by", _("Grouped by"), names, labelled=False)
    answer = answers.table("incident_groups", choice, by=by)
    lines = columns.group_lines(inert.rows(answer), by)
    shown, alt = columns.groups(lines, by, ranges, choice, words), _("Incidents of each group in every year")
    coded = [labels.coded("incidents", by, group, words) for group in answer["group"].to_numpy()]
    named = origins.done(answer.add_column(1, "label", pa.array(coded, pa.string())), "labelled")
    block.table(f"incidents_by_{by}", named, shown, alt=alt, lines=lambda _: lines)


with right:
    funnel = schools.standing_out(choice, words)
# On its own, for it takes words of statistics to read it: the list above says who stands out.
if funnel:
    block.details("funnel", _("Every school by its size, as a figure"), funnel)
block.details(
    "method",
    _("How the trends are worked out"),
    lambda: block.text(sentences.method(basis, changes, together, words)),
)
