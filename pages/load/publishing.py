"""Publishing what was checked: what must be confirmed, how far it is, and what came of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import Any

import streamlit as st

from data.contract import INTAKE_TABLES
from data.publish import Outcome, PublishBusy, publish
from data.store import SnapshotUnreadable, Store
from pages.kit import access, answers, block, changes, inert, phrases
from pages.kit.cells import Column
from pages.kit.words import N_, Words
from pages.load import checked, sentences
from pages.load.box import Desk, Dropped
from pages.load.workbooks import Upload, on_disk

LOG = logging.getLogger("dashboard")
#: How often the page looks how far a publish is, in seconds.
LOOK_EVERY = 1


class Publishing:
    """One publish while it runs, in a thread of the server's own: leaving the page does not end it.

    `steps` is how far it is: steps done, steps in all, what it is about. `before` is the snapshot that was
    active before, "" for none, and `waiting` are the files that were left out, since they must be mended
    first. One of `outcome` and `fault` is set once it has ended.
    """

    def __init__(self, dropped: Dropped, ready: Sequence[Upload], waiting: tuple[str, ...], by: str) -> None:
        self.steps, self.waiting, self.by = (0, 1, ""), waiting, by
        self.outcome: Outcome | None = None
        self.fault: Exception | None = None
        store = Store()
        self.before = answers.active_id(store)
        self.thread = threading.Thread(target=self._run, args=(dropped, ready, store), name="publish")
        self.thread.start()

    @property
    def ended(self) -> bool:
        """Whether there is an outcome or a fault."""
        return bool(self.outcome or self.fault)

    @property
    def published(self) -> bool:
        """Whether a snapshot came of it."""
        return bool(self.outcome and self.outcome.snapshot_id)

    def _run(self, dropped: Dropped, ready: Sequence[Upload], store: Store) -> None:
        def progress(*steps: Any) -> None:
            self.steps = steps

        try:
            with on_disk(ready) as paths:
                outcome = publish(paths, store, **dropped.options, by=self.by, progress=progress)
        except PublishBusy as busy:
            LOG.info("not published: busy, %s", busy)
            self.fault = busy
        except Exception as fault:  # whatever it is, the page says that nothing changed
            LOG.exception("a publish failed; the active snapshot is unchanged")
            self.fault = fault
        else:
            what = f"published {outcome.snapshot_id}" if outcome.snapshot_id else "not published: errors"
            LOG.info("%s; before: %s; files: %d", what, self.before or "none", len(ready))
            self.outcome = outcome


def offer(dropped: Dropped, desk: Desk, words: Words) -> None:
    """What is ready can be published, the rest waits. What could be regretted has a box to tick first."""
    _, sorting = words.text, desk.checked
    if not sorting:
        return
    block.heading(_("Publish"))
    if not sorting.ready:
        errors = sum(problem.severity == "error" for problem in sorting.problems)
        text = N_(
            "Errors block publishing ({errors}). Nothing changed. Mend them in the workbooks, take the old "
            "files out of the box, drop the mended ones and check again."
        )
        st.error(_(text, errors=words.number(errors)), icon=":material/block:")
        return
    _left_out(sorting.waiting, words)
    practice = sentences.practice(sorting.rehearsal, answers.snapshot(), dropped.as_of, words)
    if practice:
        st.warning(practice, icon=":material/science:")
    boxes = sentences.to_confirm(sorting.rehearsal, dropped.fresh, words)
    ticked = [st.checkbox(text, key=f"intake_{key}_{desk.round}") for key, text in boxes.items()]
    label = N_("Publish what is ready ({files})") if sorting.waiting else N_("Publish")
    label = _(label, files=len(sorting.ready))
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            label, key="intake_publish", type="primary", icon=":material/publish:", disabled=not all(ticked)
        )
        if not all(ticked):
            block.caption(_("Tick what is to be confirmed first."))
    if pressed and access.may_publish():
        uploads, _aside = dropped.uploads()
        ready = [uploads[at] for at in desk.ready]
        desk.publishing = Publishing(dropped, ready, sorting.waiting, access.visitor().name)
        st.rerun()


def follow(desk: Desk, words: Words) -> None:
    """How far it is, looked at every second; at its end the whole page runs again, on what is active then."""
    publishing = desk.publishing
    if not publishing or publishing.ended:
        return

    @st.fragment(run_every=LOOK_EVERY)
    def look() -> None:
        if publishing.ended:
            st.rerun(scope="app")
        done, total, what = publishing.steps
        st.progress(min(done / total, 1.0), text=sentences.step(done, total, what, words))
        text = N_(
            "Publishing goes on by itself, also when you leave this page. Until its end nothing changes."
        )
        block.caption(words.text(text))

    look()


def outcome(desk: Desk, words: Words) -> None:
    """How the publish went that ended last, until the reader puts it away."""
    _, done = words.text, desk.publishing
    if not done or not done.ended:
        return
    if done.fault:
        st.error(sentences.fault(done.fault, words), icon=":material/report:")
    elif done.outcome and not done.outcome.snapshot_id:
        st.error(_("Not published: errors were found. Nothing changed."), icon=":material/block:")
        checked.mistakes(done.outcome.problems, words)
    elif done.outcome:
        _published(done.outcome.snapshot_id, done.before, words)
        _left_out(done.waiting, words)
    if st.button(_("Close this message"), key="intake_close", type="tertiary", icon=":material/close:"):
        desk.publishing = None
        st.rerun()


def _left_out(waiting: Sequence[str], words: Words) -> None:
    """Which files are not published with the others."""
    text = N_(
        "Not published with them, since they must be mended first: {files}. What is published of them now "
        "stays."
    )
    if waiting:
        files = inert.as_markdown(sentences.named(waiting, words))
        st.info(words.text(text, files=files), icon=":material/pending_actions:")


def _published(snapshot_id: str, before: str, words: Words) -> None:
    """What is active now in numbers, and what changed since the snapshot `before`."""
    _, active = words.text, answers.snapshot()
    if active.id != snapshot_id:
        text = _("Snapshot {id} was published, but another one has become active since.", id=snapshot_id)
        st.info(text, icon=":material/history:")
        return
    counts, was = {row["table_name"]: row["rows"] for row in answers.rows("row_counts")}, {}
    try:
        if before:
            was = {row["table_name"]: row["rows"] for row in answers.rows_of(before, "row_counts")}
    except SnapshotUnreadable:
        before = ""
    st.success(sentences.published(active, counts, was, before, words), icon=":material/verified:")
    if before == snapshot_id:
        return
    _goals(before, words)
    rows = [
        {"table_name": table.name, "title": table.label.in_language(words.lang),
         "rows_before": was.get(table.name), "rows": counts[table.name]}
        for table in INTAKE_TABLES
    ]  # fmt: skip
    columns = [
        Column(_("Table"), lambda row: row["title"]),
        Column(_("Rows before"), lambda row: words.number(row["rows_before"]), numeric=True),
        Column(_("Rows now"), lambda row: words.number(row["rows"]), numeric=True),
    ]
    answer = checked.table_of(rows, ("table_name", "title", "rows_before", "rows"), "folder")
    alt, fold = _("Rows of each table before and now"), _("Rows of each table")
    block.table("row_counts", answer, columns, alt=alt, fold=fold)
    if before:
        title = _("Figures of the district that changed since the snapshot before")
        block.text(f"**{title}**")
        changes.since(before, words)


def _goals(before: str, words: Words) -> None:
    """The goals now and before, in the last year in which one of them changed: what would be noticed."""
    name = "indicator_years"
    now, was = (
        {(row["year"], row["indicator"]): row for row in rows if row["year"]}
        for rows in (answers.rows(name), answers.rows_of(before, name) if before else [])
    )
    goals = answers.rows("goals", lang=words.lang)
    names = {goal["indicator"] for goal in goals}
    moved = [
        key[0]
        for key, row in now.items()
        if key[1] in names and was and sentences.facts(row) != sentences.facts(was.get(key))
    ]
    year = max(moved or [year for year, _ in now])
    for place, goal in zip(st.columns(len(goals)), goals, strict=True):
        key = year, goal["indicator"]
        with place, st.container(border=True, height="stretch"):
            block.caption(f"{goal['label']} · {year}")
            st.space("stretch")
            st.metric(goal["label"], phrases.value(now[key], words), label_visibility="collapsed")
            block.caption(sentences.was(now[key], was.get(key), words))
