"""What the education office itself did for the plan, paragraph by paragraph."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, inert, labels
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.plan import sentences


def show(choice: Choice, words: Words) -> None:
    """One line per action of the chosen years; always the whole office, whatever schools are chosen."""
    _ = words.text
    done = answers.table("pages/office_actions", choice, lang=words.lang)
    rows = inert.rows(done)
    st.header(_("What the education office did, {years}", years=words.years(choice.years)), anchor=False)
    if not rows:
        st.info(_("The office recorded nothing for these years."), icon=":material/help:")
        return
    st.caption(sentences.actions(rows, words))
    block.table(
        "office_actions",
        done,
        [
            Column(_("What the plan asks"), lambda row: Cell(row["label"], note=row["paragraph"])),
            Column(_("Action"), lambda row: labels.coded("office_actions", "kind", row["kind"], words)),
            Column(_("State"), lambda row: _state(row["state"], words), lead=True),
            "due_on",
            "done_on",
            *(["days_late"] if any(row["days_late"] for row in rows) else []),
        ],
        words,
        choice,
        alt=_("Actions of the education office, the plan's paragraph and how each stands against its day"),
    )


def _state(state: str, words: Words) -> Cell:
    mark = sentences.ACTION_MARKS[state]
    return Cell("", mark, words.text(mark.word))
