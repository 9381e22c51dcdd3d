"""The snapshots in the folder, which one is active, and the way back to any of them."""

from __future__ import annotations

import logging
from contextlib import closing
from typing import Any

import streamlit as st

from data.faults import fault_text
from data.store import NoSnapshot, SnapshotUnreadable, Store, UnknownSnapshot
from pages.kit import access, answers, block, picker
from pages.kit.cells import Column, Row
from pages.kit.words import N_, Words
from pages.load import sentences
from pages.load.box import desk
from pages.load.checked import table_of
from pages.load.sentences import SNAPSHOTS

LOG = logging.getLogger("dashboard")
#: Older ones stay in the folder, and `python -m data rollback ID` still reaches them.
MOST = 50
NAMES = ("state", "snapshot", "built_at", "as_of", "schools", "files", "sample")
#: The snapshot to go back to once that is confirmed, with the one active then; and what is said afterwards.
_PICKED, _DONE = "intake_back_to", "intake_went_back"


def snapshots(words: Words) -> None:
    """The list, the newest first; another one becomes active only after a second press."""
    _ = words.text
    block.heading(_("Snapshots, and the way back"))
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/history:")
    store, active = Store(), answers.snapshot_id()
    rows = [_row(str(store.path(snapshot).resolve()), snapshot) for snapshot in store.ids()[:MOST]]
    rows = [{**row, "state": "active"} if row["snapshot"] == active else row for row in rows]

    def data(row: Row) -> str:
        return "" if row["sample"] is None else _("SAMPLE DATA") if row["sample"] else _("real")

    columns = [
        Column(_("State"), lambda row: sentences.worded(SNAPSHOTS, row["state"], words)),
        Column(_("Published on"), lambda row: words.moment(row["built_at"])),
        Column(_("As of"), lambda row: words.day(row["as_of"])),
        Column(_("Schools"), lambda row: words.number(row["schools"]), numeric=True),
        Column(_("Files"), lambda row: words.number(row["files"]), numeric=True),
        Column(_("Data"), data),
        Column(_("Snapshot"), lambda row: row["snapshot"]),
    ]
    alt = _("Every snapshot: which is active, when it was published, as of when, how many schools and files")
    block.table("snapshots", table_of(rows, NAMES, "folder"), columns, alt=alt)
    others: dict[str, Row] = {row["snapshot"]: row for row in rows if row["state"] == "older"}
    if others:
        _way_back(others, active, words)
    else:
        block.caption(_("There is no other snapshot to go back to."))


def _way_back(others: dict[str, Row], active: str, words: Words) -> None:
    _ = words.text
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = N_("Published on {built}, figures as of {day} – {id}")
        names = {
            snapshot: _(text, built=words.moment(row["built_at"]), day=words.day(row["as_of"]), id=snapshot)
            for snapshot, row in others.items()
        }
        picked = picker.first_or("intake_snapshot", names)
        picker.menu("intake_snapshot", _("Make active again: {snapshot}", snapshot=names[picked]), names)
        if st.button(_("Go back to it …"), key="intake_back", icon=":material/history:"):
            st.session_state[_PICKED] = (picked, active)
    if st.session_state.get(_PICKED) != (picked, active):
        st.session_state.pop(_PICKED, None)
        return
    st.warning(sentences.before_going_back(others[picked], words), icon=":material/help:")
    with st.container(horizontal=True):
        if st.button(_("Yes, go back"), key="intake_back_yes") and access.may_publish():
            _go(picked, words)
        if st.button(_("No, leave it"), key="intake_back_no", type="tertiary"):
            st.session_state.pop(_PICKED, None)
            st.rerun()


def _go(picked: str, words: Words) -> None:
    try:
        Store().rollback(picked)
    except (UnknownSnapshot, SnapshotUnreadable, NoSnapshot) as error:
        LOG.warning("no way back: %s", error)
        text = words.text("That snapshot cannot be read any more. Nothing changed.")
        st.error(text, icon=":material/report:")
    except OSError as error:
        why = fault_text(error, words.lang)
        st.error(words.text("Cannot write: {why}. Nothing changed.", why=why), icon=":material/report:")
    else:
        LOG.info("went back to %s", picked)
        desk().publishing = None
        st.session_state.pop(_PICKED, None)
        st.session_state[_DONE] = words.text("Snapshot {id} is active again.", id=picked)
        st.rerun()


@st.cache_data(show_spinner=False, max_entries=200)
def _row(path: str, snapshot_id: str) -> dict[str, Any]:
    """What a snapshot says of itself; kept, since it never changes. `path` tells one folder from another."""
    try:
        with closing(Store().open(snapshot_id)) as opened:
            counts = {row["table_name"]: row["rows"] for row in answers.rows_from(opened, "row_counts")}
            return {
                "snapshot": snapshot_id,
                "state": "older",
                "built_at": opened.built_at,
                "as_of": opened.as_of,
                "sample": opened.sample,
                "schools": counts.get("schools", 0),
                "files": sum(1 for row in answers.rows_from(opened, "loads") if row["delivery"]),
            }
    except SnapshotUnreadable:
        return {**dict.fromkeys(NAMES), "snapshot": snapshot_id, "state": "unreadable"}
