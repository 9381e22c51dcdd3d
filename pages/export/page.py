"""Xuất số liệu: the annual report, all schools' sheets, a file for a browser, and one ZIP, in a tier."""

from __future__ import annotations

import streamlit as st

from pages.export import browser, listing, offer, picks, report, sentences, sheets
from pages.kit import block, filters, frame, phrases

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

tier = picks.tier(choice, words)
picks.prepared(tier, words)
answer = st.container()

st.header(_("Annual report"), anchor=False)
year = report.show(tier, choice, words)
sheets.show(tier, year, choice, words)

st.header(_("A file that opens in a browser"), anchor=False)
browser.show(tier, words)

st.header(_("All figures as one ZIP"), anchor=False)
selection = picks.files(choice, tier, words)
inside = listing.inside(selection)
offer.show(selection, choice, words)
listing.show(inside, words, choice, tier)

with answer:
    block.answer(sentences.inside(inside, phrases.where_when(choice, words), tier, words))
    st.caption(sentences.tier(tier, words))

method = sentences.method(selection, words)
block.details("method", _("What is in the ZIP, and how it is checked"), lambda: block.listed(method))
