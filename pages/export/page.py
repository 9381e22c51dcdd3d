"""Xuất số liệu: the annual report, all schools' sheets, a file for a browser, and one ZIP, in a tier."""

from __future__ import annotations

import streamlit as st

from pages.export import files, picks, sentences
from pages.kit import block, filters, frame, phrases

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

reader = picks.reader(choice, words)
picks.prepared(reader.tier, words)
answer = st.container()

block.heading(_("Annual report"))
year = files.report(reader, choice, words)
files.sheets(reader, year, choice, words)

block.heading(_("A file that opens in a browser"))
files.for_browser(reader, words)

block.heading(_("All figures as one ZIP"))
selection = picks.selection(reader, choice, words)
files.archive(selection, choice, words)
block.details("inside", _("Which files are in the ZIP"), lambda: picks.listed(selection, choice, words))

with answer:
    block.answer(
        sentences.inside(selection, phrases.where_when(choice, words), words),
        sentences.tier(reader.tier, words),
    )

method = sentences.method(selection, words)
block.details("method", _("What is in the ZIP, and how it is checked"), lambda: block.listed(method))
