"""Where time is spent and what waits too long: stages of a case, and the overdue worklist."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.kit.grid import Column, Row, school_id
from pages.parts import answers, tables
from pages.parts.choice import Choice
from pages.parts.handling import clock_words
from pages.parts.words import Words

#: How many overdue cases the page lists; its files hold all of them.
LISTED = 300


def stages(choice: Choice, words: Words) -> None:
    """Median days from each stage to the next, cases still in it kept in."""
    _ = words.text
    tables.show(
        "stage_times",
        answers.table("stage_times", choice),
        [
            Column(_("Stage"), lambda row: clock_words.stage(row, words)),
            Column(
                _("Half through within"),
                lambda row: clock_words.duration(row["median_days"], "days", words),
                numeric=True,
            ),
            "cases",
            "stopped",
            "open",
            "ended_otherwise",
        ],
        words,
        choice,
        alt=_("Median days of each stage of a case"),
    )


def counts(choice: Choice) -> Row | None:
    """How many cases wait past a limit, lately and for longer; None where that is not told."""
    if not answers.offered("pages/overdue_counts", choice):
        return None
    return answers.rows("pages/overdue_counts", replace(choice, years=()))[0]


def overdue(choice: Choice, words: Words) -> None:
    """Every case past its limit as of the snapshot's day, what is new first, whatever year it began in."""
    _ = words.text
    late = counts(choice)
    if late is None or not late["cases"]:
        st.success(_("Nothing is overdue."), icon=":material/check_circle:")
        return
    listed = answers.table("overdue", replace(choice, years=()), first=str(LISTED), of="cases")
    if listed.num_rows == LISTED:
        st.caption(_("The first {listed}; the files hold them all.", listed=LISTED))
    tables.show(
        "overdue",
        listed,
        [
            Column(_("School"), lambda row: row["school"] or _("Education office"), opens=school_id),
            Column(_("Since when"), lambda row: _("newly overdue") if row["newly"] else _("backlog")),
            Column(_("Overdue what"), lambda row: clock_words.name(row["clock"], words)),
            "days_overdue",
            "due_on",
            Column(_("Began"), lambda row: words.day(row["started_at"].date()), numeric=True),
            "subject_id",
            Column(_("Who acts"), lambda row: clock_words.owner(row, words)),
            Column(
                _("Limit and basis"),
                lambda row: f"{clock_words.limit(row, words)} · {clock_words.basis(row, words)}",
            ),
        ],
        words,
        choice,
        alt=_("Overdue cases, what is new first"),
        whole=lambda: answers.table("overdue", replace(choice, years=()), of="cases"),
    )
