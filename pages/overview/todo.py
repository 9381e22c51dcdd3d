"""What is to be done now: what passed its limit lately, reports that did not come, and the backlog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, downloads, inert, origins
from pages.kit.cells import Column, school_id
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import N_, Words
from pages.overview import columns
from pages.timeliness import overdue
from pages.timeliness import sentences as clocks

Row = Mapping[str, Any]
#: How many rows stand on the page before "more" is pressed.
FIRST = 8
#: The lists, in the order in which they matter.
LISTS = {"newly": N_("Newly overdue"), "reports": N_("Not reported"), "backlog": N_("Backlog")}


def show(choice: Choice, words: Words) -> None:
    """One of the three lists; the reader picks which."""
    _ = words.text
    st.header(_("To do now"), anchor=False)
    reports = answers.table("pages/attention", choice, lang=words.lang)
    reports = reports.filter(pc.is_in(reports["kind"], value_set=pa.array(columns.REPORTS)))
    counts = overdue.counts(choice)
    numbers = {"reports": reports.num_rows} | (
        {} if counts is None else {"newly": counts["newly"], "backlog": counts["backlog"]}
    )
    offered = [name for name in LISTS if numbers.get(name)]
    if not offered:
        st.success(_("Nothing waits: no report is missing, and nothing is overdue."), icon=":material/check:")
        return
    picked = st.segmented_control(
        _("List"),
        offered,
        default=offered[0],
        required=True,
        key="todo",
        bind="query-params",
        format_func=lambda name: f"{_(LISTS[name])} {words.number(numbers[name])}",
        label_visibility="collapsed",
        wrap=True,
    )
    if picked == "reports":
        _reports(origins.done(reports, "reports_only"), choice, words)
    else:
        _cases(picked if picked in offered else offered[0], choice, words)


def _cases(which: str, choice: Choice, words: Words) -> None:
    _ = words.text
    listed = overdue.cases(which, choice, str(overdue.LISTED))
    shown = [
        Column(_("What"), lambda row: clocks.name(row["clock"], words)),
        Column(_("School"), lambda row: row["school"] or _("Education office"), opens=school_id),
        Column(
            _("Overdue"), lambda row: _("{days} days", days=words.number(row["days_overdue"])), numeric=True
        ),
    ]
    whole = partial(overdue.cases, which, choice)
    _list(which, listed, shown, choice, words, _("Cases past their limit, what is new first"), whole)


def _reports(missing: pa.Table, choice: Choice, words: Words) -> None:
    alt = words.text("Yearly reports that did not come, or came empty")
    _list("reports", missing, columns.reports(words), choice, words, alt)


def _list(
    which: str,
    answer: pa.Table,
    shown: Sequence[Column],
    choice: Choice,
    words: Words,
    alt: str,
    whole: Callable[[], pa.Table] | None = None,
) -> None:
    table(f"todo_{which}", shown, inert.rows(answer), words, alt=alt, first=FIRST)
    downloads.offer(f"todo_{which}", answer, words, choice, shown, title=alt, whole=whole)
