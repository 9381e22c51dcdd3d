"""What came of a publish: what is active now in numbers, and what changed since the snapshot before."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from data.contract import INTAKE_TABLES
from data.store import SnapshotUnreadable
from pages.kit import answers, block, origins, phrases
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.load import outcome_words, problems, sentences
from pages.load.desk import Desk
from pages.quality import changes


def show(desk: Desk, choice: Choice, words: Words) -> None:
    """How the publish went that ended last, until the reader puts it away."""
    _ = words.text
    done = desk.publishing
    if not done or not done.ended:
        return
    if done.fault:
        st.error(outcome_words.fault(done.fault, words), icon=":material/report:")
    elif done.outcome and not done.outcome.snapshot_id:
        st.error(_("Not published: errors were found. Nothing changed."), icon=":material/block:")
        problems.table(done.outcome.problems, choice, words)
    elif done.outcome:
        _published(done.outcome.snapshot_id, done.before, choice, words)
        if done.waiting:
            st.info(sentences.left_out(done.waiting, words), icon=":material/pending_actions:")
    if st.button(_("Close this message"), key="intake_close", type="tertiary", icon=":material/close:"):
        desk.publishing = None
        st.rerun()


def _published(snapshot_id: str, before: str, choice: Choice, words: Words) -> None:
    _ = words.text
    active = answers.snapshot()
    if active.id != snapshot_id:
        st.info(
            _("Snapshot {id} was published, but another one has become active since.", id=snapshot_id),
            icon=":material/history:",
        )
        return
    counts = {row["table_name"]: row["rows"] for row in answers.rows("pages/row_counts")}
    try:
        was = (
            {row["table_name"]: row["rows"] for row in answers.rows_of(before, "pages/row_counts")}
            if before
            else {}
        )
    except SnapshotUnreadable:
        was = {}
    st.success(outcome_words.published(active, counts, was, before, words), icon=":material/verified:")
    if before == snapshot_id:
        return
    _values(before if was else "", words)
    _tables(counts, was, choice, words)
    if was:
        title = _("Figures of the district that changed since the snapshot before")
        st.markdown(f"**{title}**")
        changes.since(before, choice, words)


def _values(before: str, words: Words) -> None:
    """The goals now and before, in the last year in which one of them changed: what would be noticed."""
    now, was = (
        {(row["year"], row["indicator"]): row for row in rows if row["year"] is not None}
        for rows in (
            answers.rows("pages/indicator_years"),
            answers.rows_of(before, "pages/indicator_years") if before else [],
        )
    )
    goals = answers.rows("pages/goals", lang=words.lang)
    year = outcome_words.last_moved([goal["indicator"] for goal in goals], now, was)
    for place, goal in zip(st.columns(len(goals)), goals, strict=True):
        value, old = now[year, goal["indicator"]], was.get((year, goal["indicator"]))
        with place, st.container(border=True, height="stretch"):
            st.caption(f"{goal['label']} · {year}")
            st.space("stretch")
            st.metric(goal["label"], phrases.value(value, words), label_visibility="collapsed")
            st.caption(outcome_words.was(value, old, words))


def _tables(counts: dict[str, int], was: dict[str, int], choice: Choice, words: Words) -> None:
    _ = words.text
    rows = [
        {"table_name": table.name, "title": table.label.in_language(words.lang),
         "rows_before": was.get(table.name), "rows": counts[table.name]}
        for table in INTAKE_TABLES
    ]  # fmt: skip
    answer = origins.marked(pa.Table.from_pylist(rows), done=["folder"])
    columns = [
        Column(_("Table"), lambda row: row["title"]),
        Column(_("Rows before"), lambda row: words.number(row["rows_before"]), numeric=True),
        Column(_("Rows now"), lambda row: words.number(row["rows"]), numeric=True),
    ]
    alt = _("Rows of each table before and now")
    block.table("row_counts", answer, columns, words, choice, alt=alt, fold=_("Rows of each table"))
