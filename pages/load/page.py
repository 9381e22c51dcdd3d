"""Nạp số liệu: are the files that were sent right, and may they be published?"""

from __future__ import annotations

import streamlit as st

from pages.kit import access, answers, block, filters, frame, phrases
from pages.kit.words import N_
from pages.load import box, checked, history, publishing, sentences, workbooks

words, choice = frame.words(), filters.chosen()
_ = words.text
#: How many workbooks are made at once: each takes a fifth of a second.
MOST_WORKBOOKS = 300

if not access.may_publish():
    block.stop(_("This page is for the officers who check and publish the schools' reports."), "lock")
if access.reader().tier != "internal":
    block.inside_only(words)
    raise block.EndOfPage

desk = box.desk()
reported = [row for row in answers.rows("report_years") if row["year"]]
day = words.day(answers.snapshot().as_of)
block.answer(
    sentences.answer(reported[-1], words),
    _("Published: figures as of {day}. Checking files changes nothing.", day=day),
)

publishing.follow(desk, words)
publishing.outcome(desk, words)
dropped = box.drop(desk, words)
if desk.busy:
    raise block.EndOfPage

box.check(dropped, desk, words)
if desk.checked:
    block.text(f"**{sentences.checked(desk.checked, words)}**")
    checked.files(desk.checked, words)
    checked.problems(desk.checked, words)
    if desk.checked.ready:
        checked.plan(desk.checked.rehearsal, words)
        checked.awaited(desk.checked.rehearsal, words)
    publishing.offer(dropped, desk, words)

history.snapshots(words)

block.heading(_("Workbooks to fill in"))
block.stop_if_nobody(choice, words)
# The register's schools times the years: those that were not open in a year get no workbook.
books = len(choice.schools or answers.snapshot().school_ids) * len(choice.years)
if books > MOST_WORKBOOKS:
    text = N_("These would be {books} workbooks. Choose fewer years, or a commune, in the filters above.")
    st.info(_(text, books=books), icon=":material/filter_alt:")
else:
    text = N_("One workbook for each school and year: {selection}. It comes with its id and year filled in.")
    if not choice.schools:
        text = N_(
            "The office's own workbook with its present rows, and one for each school and year, with its id "
            "and year filled in: {selection}. The filters above choose."
        )
    block.text(_(text, selection=phrases.where_when(choice, words)))
    st.download_button(
        _("Download the workbooks (ZIP)"),
        data=lambda: workbooks.packed(choice.schools, choice.years),
        file_name=f"so-mau-{'-'.join(dict.fromkeys(map(str, (choice.years[0], choice.years[-1]))))}.zip",
        mime="application/zip",
        key="intake_templates",
        on_click="ignore",
        icon=":material/download:",
    )
block.details("method", _("How files are taken in"), lambda: block.listed(sentences.method(words)))
