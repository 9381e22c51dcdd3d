"""What the education office itself did for the plan, paragraph by paragraph."""

from __future__ import annotations

import streamlit as st

from pages.kit.grid import Column
from pages.parts import answers, inert, labels, tables
from pages.parts.choice import Choice
from pages.parts.plan.said import ACTION_MARKS
from pages.parts.words import Words


def show(choice: Choice, words: Words) -> None:
    """One line per action of the chosen years; always the whole office, whatever schools are chosen."""
    _ = words.text
    done = answers.table("pages/office_actions", choice, lang=words.lang)
    rows = inert.rows(done)
    st.header(_("What the education office did, {years}", years=words.years(choice.years)), anchor=False)
    if not rows:
        st.info(_("The office recorded nothing for these years."), icon=":material/help:")
        return
    counts = {state: sum(1 for row in rows if row["state"] == state) for state in ACTION_MARKS}
    badges = " ".join(
        f":{mark.tint}-badge[{mark.said(words)}: **{counts[state]}**]"
        for state, mark in ACTION_MARKS.items()
        if counts[state]
    )
    st.markdown(badges)
    tables.show(
        "office_actions",
        done,
        [
            "paragraph",
            "label",
            Column(_("Action"), lambda row: labels.coded("office_actions", "kind", row["kind"], words)),
            "due_on",
            "done_on",
            Column(_("State"), lambda row: ACTION_MARKS[row["state"]].said(words)),
            "days_late",
        ],
        words,
        choice,
        alt=_("Actions of the education office, the plan's paragraph and how each stands against its day"),
    )
