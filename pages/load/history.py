"""The snapshots in the folder, which one is active, and the way back to any of them."""

from __future__ import annotations

import logging

import pyarrow as pa
import streamlit as st

from data.faults import said as fault_said
from data.store import NoSnapshot, SnapshotUnreadable, Store, UnknownSnapshot
from pages.kit import access, answers, block, origins, picker
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.load import history_words
from pages.load.desk import desk
from pages.load.history_words import Told

LOG = logging.getLogger("dashboard")
#: Older ones stay in the folder, and `python -m data rollback ID` still reaches them.
MOST = 50
_ASKED, _SAID = "intake_back_to", "intake_went_back"


def show(choice: Choice, words: Words) -> None:
    """The list, the newest first; another one becomes active only after a second press."""
    _ = words.text
    st.header(_("Snapshots, and the way back"), anchor=False)
    went = st.session_state.pop(_SAID, None)
    if went:
        st.success(went, icon=":material/history:")
    store, active = Store(), answers.snapshot_id()
    told = [_told(str(store.path(found).resolve()), found) for found in store.ids()[:MOST]]
    block.table(
        "snapshots",
        origins.marked(pa.Table.from_pylist([_row(found, active) for found in told]), done=["folder"]),
        [
            Column(_("State"), lambda row: history_words.standing(row["state"], words)),
            Column(_("Published on"), lambda row: words.moment(row["built_at"])),
            Column(_("As of"), lambda row: words.day(row["as_of"])),
            Column(_("Schools"), lambda row: words.number(row["schools"]), numeric=True),
            Column(_("Files"), lambda row: words.number(row["files"]), numeric=True),
            Column(_("Data"), lambda row: history_words.kind(row["sample"], words)),
            Column(_("Snapshot"), lambda row: row["snapshot"]),
        ],
        words,
        choice,
        alt=_(
            "Every snapshot: which is active, when it was published, as of when, how many schools and files"
        ),
    )
    others = {found.snapshot: found for found in told if found.snapshot != active and found.as_of}
    if not others:
        st.caption(_("There is no other snapshot to go back to."))
        return
    _way_back(others, active, words)


def _way_back(others: dict[str, Told], active: str, words: Words) -> None:
    _ = words.text
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {found: history_words.choice_of(others[found], words) for found in others}
        picked = picker.first_or("intake_snapshot", names)
        picker.menu("intake_snapshot", _("Make active again: {snapshot}", snapshot=names[picked]), names)
        if st.button(_("Go back to it …"), key="intake_back", icon=":material/history:"):
            st.session_state[_ASKED] = (picked, active)
    if st.session_state.get(_ASKED) != (picked, active):
        st.session_state.pop(_ASKED, None)
        return
    st.warning(history_words.before_going_back(others[picked], words), icon=":material/help:")
    with st.container(horizontal=True):
        if st.button(_("Yes, go back"), key="intake_back_yes") and access.may_publish():
            _go(picked, words)
        if st.button(_("No, leave it"), key="intake_back_no", type="tertiary"):
            st.session_state.pop(_ASKED, None)
            st.rerun()


def _go(picked: str, words: Words) -> None:
    try:
        Store().rollback(picked)
    except (UnknownSnapshot, SnapshotUnreadable, NoSnapshot) as error:
        LOG.warning("no way back: %s", error)
        st.error(
            words.text("That snapshot cannot be read any more. Nothing changed."), icon=":material/report:"
        )
    except OSError as error:
        why = fault_said(error, words.lang)
        st.error(words.text("Cannot write: {why}. Nothing changed.", why=why), icon=":material/report:")
    else:
        LOG.info("went back to %s", picked)
        desk().publishing = None
        st.session_state.pop(_ASKED, None)
        st.session_state[_SAID] = words.text("Snapshot {id} is active again.", id=picked)
        st.rerun()


@st.cache_data(show_spinner=False, max_entries=200)
def _told(path: str, snapshot_id: str) -> Told:
    # A snapshot never changes, so that what it says of itself may be kept.
    try:
        opened = Store().open(snapshot_id)
    except SnapshotUnreadable:
        return Told(snapshot_id)
    try:
        counts = {row["table_name"]: row["rows"] for row in answers.rows_from(opened, "pages/row_counts")}
        files = sum(1 for row in answers.rows_from(opened, "pages/loads") if row["delivery"])
        return Told(
            snapshot_id, opened.as_of, opened.built_at, opened.sample, counts.get("schools", 0), files
        )
    finally:
        opened.close()


def _row(found: Told, active: str) -> dict[str, object]:
    state = "active" if found.snapshot == active else "older" if found.as_of else "unreadable"
    return {
        "state": state, "snapshot": found.snapshot, "built_at": found.built_at, "as_of": found.as_of,
        "schools": found.schools, "files": found.files, "sample": found.sample,
    }  # fmt: skip
