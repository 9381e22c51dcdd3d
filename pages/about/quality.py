"""Chất lượng: what was loaded, how complete it is, what changed, and what every number means."""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, blocks, filters, frame, said
from pages.parts.quality import changes, coverage, loads, meaning

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_nobody(choice, words)

reported = answers.rows("pages/coverage", choice)
blocks.answer(said.coverage(reported, words))
st.caption(
    _(
        "Figures as of {day}, published on {built}.",
        day=words.day(answers.snapshot().as_of),
        built=words.day(answers.snapshot().built_at.date()),
    )
)
coverage.show(choice, words)
loads.warnings(choice, words)
loads.files(choice, words)
changes.show(choice, words)
meaning.assumptions(choice, words)
meaning.glossary(choice, words)
meaning.dictionary(choice, words)
