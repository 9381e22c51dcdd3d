"""The cases past their limit: what is newly overdue in sight, the backlog apart."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, block, origins
from pages.kit.cells import Cell, Column, Row, school_id
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.timeliness import sentences

#: How many cases a list is asked for, and how many stand there before "more" is pressed; its files hold all.
LISTED, FIRST = 300, 12


def counts(choice: Choice) -> Row | None:
    """How many cases wait past a limit, lately and for longer; None where that is not told."""
    if not answers.offered("pages/overdue_counts", choice):
        return None
    return answers.rows("pages/overdue_counts", replace(choice, years=()))[0]


def cases(which: str, choice: Choice, first: str = "all") -> pa.Table:
    """The `first` cases past their limit as of the snapshot's day: the "newly" overdue, or the "backlog".

    Whatever year they began in. Those that passed their limit lately come before all others.
    """
    late = answers.table("overdue", replace(choice, years=()), first=first, of="cases")
    return origins.done(late.filter(late["newly"] if which == "newly" else pc.invert(late["newly"])), which)


def show(late: Row, choice: Choice, words: Words) -> None:
    """Both lists; `late` answers pages/overdue_counts."""
    _ = words.text
    st.header(_("Newly overdue, in the last {days} days", days=words.number(late["days"])), anchor=False)
    if late["newly"]:
        _list("newly", choice, words, _("Cases that are newly overdue, the oldest first"))
    else:
        st.success(_("Nothing passed its limit lately."), icon=":material/check_circle:")
    if late["backlog"]:
        # Apart: what has waited for years would hide what can still be put right.
        title = _("Backlog: {cases} cases overdue for longer", cases=words.number(late["backlog"]))
        alt = _("The backlog of overdue cases, the oldest first")
        _list("backlog", choice, words, alt, title)


def _list(which: str, choice: Choice, words: Words, alt: str, fold: str = "") -> None:
    _ = words.text
    block.table(
        f"overdue_{which}",
        cases(which, choice, str(LISTED)),
        [
            Column(_("School"), lambda row: row["school"] or _("Education office"), opens=school_id),
            Column(_("Overdue what"), lambda row: _what(row, words)),
            "days_overdue",
            "due_on",
            Column(_("Who acts"), lambda row: sentences.owner(row, words)),
            "subject_id",
        ],
        words,
        choice,
        alt=alt,
        first=FIRST,
        whole=partial(cases, which, choice),
        fold=fold,
    )


def _what(row: Row, words: Words) -> Cell:
    limit = f"{sentences.limit(row, words)} · {sentences.basis(row, words)}"
    return Cell(sentences.name(row["clock"], words), note=limit)
