"""What is to be done now, and which schools are behind: the two lists side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.kit import answers, block, cells, inert, labels, picker
from pages.kit.cells import Column, Row
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from pages.overview import columns, sentences

#: How many rows stand on the page before "more" is pressed, and how many cases and schools at most.
FIRST, CASES, SCHOOLS = 8, "300", "200"
#: What is to be done, in the order in which it matters.
LISTS = {"newly": N_("Newly overdue"), "reports": N_("Not reported"), "backlog": N_("Backlog")}


def todo(choice: Choice, words: Words) -> None:
    """Cases past their limit, those new ones apart, or reports that did not come; the reader picks which."""
    _ = words.text
    block.heading(_("To do now"))
    reports = answers.table("attention", choice, lang=words.lang, only="reports")
    counts = {**(answers.overdue_counts(choice) or {}), "reports": reports.num_rows}
    offered = [name for name in LISTS if counts.get(name)]
    if not offered:
        st.success(_("Nothing waits: no report is missing, and nothing is overdue."), icon=":material/check:")
        return
    names = {name: f"{_(LISTS[name])} {words.number(counts[name])}" for name in offered}
    which = picker.segments("todo", _("List"), names, labelled=False)
    if which == "reports":
        alt = _("Yearly reports that did not come, or came empty")
        block.table("todo_reports", reports, columns.reports(words), alt=alt, first=FIRST)
        return
    cases = partial(answers.overdue, which, choice)
    shown = [
        Column(_("What"), lambda row: labels.clock(row["clock"], words)),
        cells.school_or_office(words),
        Column(
            _("Overdue"), lambda row: _("{days} days", days=words.number(row["days_overdue"])), numeric=True
        ),
    ]
    alt = _("Cases past their limit, what is new first")
    block.table(f"todo_{which}", cases(CASES), shown, alt=alt, first=FIRST, whole=cases)


def behind(choice: Choice, plan: Sequence[Row], words: Words) -> None:
    """The schools that miss a goal, those that miss most first; `plan` answers `goals`."""
    block.heading(words.text("Schools that miss a goal, {year}", year=choice.named(choice.year)))
    schools = partial(answers.table, "schools_behind", choice)
    answer = schools(first=SCHOOLS)
    if not answer.num_rows:
        st.success(words.text("No school misses a goal, and all are known."), icon=":material/check:")
        return
    row = inert.rows(answer.slice(0, 1))[0]
    block.caption(f"{sentences.first(row, words)} {sentences.not_behind(row, words)}")
    block.table(
        "schools_behind",
        answer,
        columns.behind(plan, words),
        alt=words.text("Schools that miss a goal, and how each stands on every goal"),
        lines=lambda answer: cells.lines(inert.rows(answer), "school_id", across="indicator"),
        rows_a_line=len(plan),
        first=FIRST,
        paper=FIRST,
        whole=schools,
        below=cells.marks(answer, words),
    )
