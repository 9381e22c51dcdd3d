"""Báo cáo 30/11: which yearly reports came on time, late or not yet, and whom to remind."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, block, filters, frame, inert, origins, phrases, picker
from pages.kit.cells import Columns
from pages.kit.marks import legend
from pages.kit.words import N_
from pages.reports import columns, sentences

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

by_year = answers.table("report_years", choice)
rows = inert.rows(by_year)
reports = answers.table("report_strip", choice)
awaited = reports.filter(pc.is_in(reports["state"], pa.array(list(sentences.AWAITED))))
wanting = inert.rows(awaited.select(sentences.NEEDED))
places = columns.places(answers.plan(words), words)

block.answer(
    f"{sentences.answer(rows[-1], words)} · {phrases.where_when(choice, words)}",
    sentences.awaited(wanting, choice, words),
)

left, right = st.columns(2, gap="large")
with left:
    block.heading(_("Year by year"))
    by_year = origins.with_sum(by_year, choice.years)
    year, *counts = columns.years(choice, words)
    shown: Columns = [year, columns.bar(rows, words), *counts]
    block.table("report_years", by_year, shown, alt=sentences.over_years(rows, words))
with right:
    block.heading(_("Commune by commune, {years}", years=choice.period))
    groupings = {name: place.title for name, place in places.items()} | {"days": _("Days past due")}
    by = picker.segments("report_group", _("Grouped by"), groupings)
    units = answers.table("report_units", choice, by=by)
    if units.num_rows:
        unit = places.get(by) or next(iter(places.values()))
        shown = columns.units(unit.title, inert.rows(units), words)
        alt = _("Reports of each commune: expected, on time, late, empty, missing, not yet due")
        block.table(f"reports_by_{by}", units, shown, alt=alt)
    else:
        st.info(_("No report is expected"), icon=":material/help:")

# The list to export: who has not reported, since when, and where the school lies.
block.heading(_("Whom to remind, {years}", years=choice.period))
late = answers.table("report_reminders", choice, by=by)
if not late.num_rows:
    st.success(_("No report is missing or awaited."), icon=":material/check_circle:")
else:
    if changed := answers.plan(words)["units_from"]:
        note = N_(
            "Administrative units changed on {day}: the list is grouped by commune, for each to follow up "
            "its own."
        )
        block.caption(_(note, day=words.day(changed)))
    shown = columns.reminders([place for name, place in places.items() if name != by], late, words)
    alt = _("Schools whose report is missing, empty or not yet due: due day, days past it, unit")
    group = (lambda row: str(places[by].content(row))) if by in places else None
    block.table("reminders", late, shown, alt=alt, group=group)

# Every school, one column a year.
block.heading(_("Schools by year"))
often = sentences.often(wanting, words)
block.caption(f"{often}  \n{legend(columns.SHOWN, words)}")
years = [row["year"] for row in inert.rows(reports.group_by("year").aggregate([]).sort_by("year"))]
named = columns.schools(years, choice, words)
alt, lines = _("Every school's report in every year. {often}", often=often), columns.school_lines
each = len(years) or 1
block.table("report_strip", reports, named, alt=alt, lines=lines, rows_a_line=each)


def method() -> None:
    """What is expected, what an empty report is, the definition: read only by who asks for it."""
    block.caption(sentences.notes(answers.rows("plan_years"), choice, words))
    block.definitions(["reports_on_time"], words)


block.details("method", _("How reports are counted"), method)
