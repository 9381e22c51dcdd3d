"""Chất lượng: how complete are the data, what was warned of, what changed, and what do the figures mean?"""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame
from pages.quality import changes, coverage, loads, meaning, sentences

words, choice = frame.words(), filters.chosen()
block.stop_if_nobody(choice, words)

warnings = loads.warnings(words)
block.answer(sentences.answer(answers.rows("pages/coverage", choice), loads.count(warnings), words))
st.caption(sentences.known(answers.snapshot(), words))

coverage.show(choice, words)
loads.show_warnings(warnings, choice, words)
changes.show(choice, words)


def method() -> None:
    """Marks, assumptions, definitions, columns and files: read only by who asks for them."""
    block.reading(words)
    meaning.assumptions(choice, words)
    meaning.sessions(choice, words)
    meaning.glossary(choice, words)
    meaning.dictionary(choice, words)
    loads.files(choice, words)


block.details("method", words.text("What the figures mean, and which files they are made of"), method)
