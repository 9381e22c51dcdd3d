"""Which schools miss a goal: those that miss most first, and how many miss none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.kit import answers, downloads, inert
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words
from pages.overview import columns, sentences

Row = Mapping[str, Any]
#: How many rows stand on the page before "more" is pressed, and how many schools are asked for at all.
FIRST, LISTED = 8, 200


def show(choice: Choice, plan: Sequence[Row], words: Words) -> None:
    """One line per school, one column per goal; `plan` answers pages/goals."""
    _ = words.text
    st.header(_("Schools that miss a goal, {year}", year=choice.year), anchor=False)
    answer = answers.table("pages/schools_behind", choice, first=str(LISTED))
    rows = inert.rows(answer)
    if not rows:
        st.success(_("No school misses a goal, and all are known."), icon=":material/check:")
        return
    st.caption(sentences.not_behind(rows, words))
    shown = columns.behind(plan, words)
    alt = _("Schools that miss a goal, and how each stands on every goal")
    table("schools_behind", shown, columns.behind_lines(rows), words, alt=alt, first=FIRST, paper=FIRST)
    downloads.offer(
        "schools_behind",
        answer,
        words,
        choice,
        shown,
        title=alt,
        rows=lambda answer: columns.behind_lines(inert.rows(answer)),
        whole=lambda: answers.table("pages/schools_behind", choice),
    )
