"""Xuất số liệu: the annual report in Word, a file for a browser, and one ZIP of what is chosen, in a tier."""

from __future__ import annotations

import streamlit as st

from pages.export import browser, listing, offer, picks, report, sentences
from pages.parts import blocks, filters, frame, said

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

tier = picks.tier(choice, words)
st.caption(sentences.tier(tier, words))
picks.prepared(tier, words)

st.header(_("Annual report"), anchor=False)
report.show(tier, choice, words)

st.header(_("A file that opens in a browser"), anchor=False)
browser.show(tier, words)

st.header(_("All figures as one ZIP"), anchor=False)
selection = picks.files(choice, tier, words)
inside = listing.inside(selection)

blocks.answer(sentences.inside(inside, said.where_when(choice, words), tier, words))
offer.show(selection, choice, words)

st.header(_("What will be inside"), anchor=False)
listing.show(inside, words, choice, tier)
st.caption(
    _(
        "Beside the tables: README.txt in both languages; datapackage.json with every column's type, title, "
        "unit and key; and manifest.json with the filters, the day, the snapshot and each file's SHA-256 "
        "and row count. No moment of making is written: the same figures and choice give the same file."
    )
)
if selection.withheld:
    st.caption(sentences.withheld(selection.withheld, words))
blocks.details("check", _("How is it checked?"), lambda: blocks.text(sentences.check(words)))
