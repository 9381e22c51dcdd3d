"""Nạp số liệu: are the files that were sent right, and may they be published?"""

from __future__ import annotations

import streamlit as st

from pages.kit import access, answers, block, filters, frame
from pages.load import changes, dropping, files, history, offer, outcome, problems, sentences, templates
from pages.load.desk import desk

words, choice = frame.words(), filters.chosen()
if not access.may_publish():
    block.officers_only(words)
    raise block.EndOfPage
if access.reader().tier != "internal":
    block.inside_only(words)
    raise block.EndOfPage

here = desk()
reported = [row for row in answers.rows("pages/report_years") if row["year"]]
block.answer(sentences.answer(reported[-1], words))
st.caption(sentences.known(answers.snapshot(), words))

offer.follow(here, words)
outcome.show(here, choice, words)
dropped = dropping.show(here, words)
if here.busy:
    raise block.EndOfPage

dropping.check(dropped, here, words)
if here.checked:
    block.text(f"**{sentences.checked(here.checked, words)}**")
    files.show(here.checked, choice, words)
    problems.show(here.checked, choice, words)
    if here.checked.ready:
        changes.show(here.checked.rehearsal, choice, words)
    offer.show(here.checked, dropped, here, words)

history.show(choice, words)
templates.show(choice, words)
block.details("method", words.text("How files are taken in"), lambda: block.listed(sentences.method(words)))
