"""What publishing would change beside the schools' own rows: the plan, and who is still missing then."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from data.contract import TABLES
from data.publish import Rehearsal
from pages.kit import block, origins
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.words import Words
from pages.load import sentences

_PLAN = pa.schema([(name, pa.string()) for name in ("table", "about", "before", "after")])
_AWAITED = pa.schema(
    [
        ("school_id", pa.string()), ("school", pa.string()), ("year", pa.int64()), ("state", pa.string()),
        ("due_on", pa.date32()),
    ]
)  # fmt: skip


def show(found: Rehearsal, choice: Choice, words: Words) -> None:
    """What would change in the plan, and who would still be awaited."""
    _plan(found, choice, words)
    _awaited(found, choice, words)


def _plan(found: Rehearsal, choice: Choice, words: Words) -> None:
    """The rows of the plan that would be other ones: a target, a deadline, a period."""
    _ = words.text
    if not found.outcome.plan:
        return
    st.header(_("What would change in the plan"), anchor=False)
    block.text(sentences.plan(found.outcome.plan, words))
    rows = [
        {
            "table": TABLES[change.table].label.in_language(words.lang),
            "about": change.about.in_language(words.lang),
            "before": change.before.in_language(words.lang),
            "after": change.after.in_language(words.lang),
        }
        for change in found.outcome.plan
    ]
    block.table(
        "plan_changes",
        origins.marked(pa.Table.from_pylist(rows, schema=_PLAN), done=["checked"]),
        [
            Column(_("Table"), lambda row: row["table"]),
            Column(_("What it is about"), lambda row: row["about"]),
            Column(_("Now"), lambda row: row["before"]),
            Column(_("After"), lambda row: row["after"]),
        ],
        words,
        choice,
        alt=_("What would change in the plan: each row as it is now and as it would be"),
    )


def _awaited(found: Rehearsal, choice: Choice, words: Words) -> None:
    _ = words.text
    st.header(_("Who is still missing after that"), anchor=False)
    if not found.awaited:
        st.success(_("No report is missing or awaited."), icon=":material/check_circle:")
        return
    block.text(sentences.awaited(found.awaited, words))
    rows = [
        {
            "school_id": row.school_id, "school": row.school, "year": row.year, "state": row.state,
            "due_on": row.due_on,
        }
        for row in found.awaited
    ]  # fmt: skip
    table = origins.marked(pa.Table.from_pylist(rows, schema=_AWAITED), done=["checked"])
    columns = [
        Column(_("School"), lambda row: row["school"]),
        Column(_("Year"), lambda row: words.year(row["year"])),
        Column(_("State"), lambda row: MARKS[row["state"]].named(words)),
        Column(_("Due"), lambda row: words.day(row["due_on"]), numeric=True),
    ]
    alt = _("Schools whose report would still be missing, empty or not yet due")
    block.table("awaited", table, columns, words, choice, alt=alt, fold=_("All years as a table"))
