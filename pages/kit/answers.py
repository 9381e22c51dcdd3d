"""Answers for pages: the active snapshot, opened once, and its questions asked behind the cache."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import streamlit as st

from data.store import NoSnapshot, Snapshot, SnapshotOutdated, SnapshotUnreadable, Store
from pages.kit import access, inert, origins
from pages.kit.kept import kept
from queries import Reader, ask, question
from queries import offered as is_offered
from queries.ranges import Ranges
from queries.release.edition import edition, edition_path

if TYPE_CHECKING:
    from pages.kit.choice import Choice
    from pages.kit.words import Words

LOG = logging.getLogger("dashboard")
#: Rows as dictionaries: what figures and text read.
Rows = list[dict[str, Any]]


@st.cache_resource(show_spinner=False, max_entries=8, on_release=lambda snapshot: snapshot.close())
def _opened(path: str, snapshot_id: str) -> Snapshot:
    """One shared handle per snapshot file; questions use a cursor each."""
    opened = Store().open(snapshot_id)
    LOG.info("snapshot %s is shown, figures as of %s", snapshot_id, opened.as_of)
    return opened


def current() -> Snapshot:
    """The active snapshot; while it cannot be read, the newest one that can.

    Raises NoSnapshot or SnapshotUnreadable when there is none.
    """
    store = Store()
    fault: NoSnapshot | SnapshotUnreadable = NoSnapshot(f"no snapshot in {store.folder}")
    for snapshot_id in _candidates(store):
        try:
            return opened(snapshot_id)
        except SnapshotUnreadable as error:
            # That one only needs building anew is said before that another is damaged.
            fault = fault if isinstance(fault, SnapshotOutdated) else error
    raise fault


@st.cache_resource(show_spinner=False)
def _damaged() -> set[tuple[str, int, int]]:
    """The files in which a question met damage, each in the state that it was in."""
    return set()


def _state(path: Path) -> tuple[str, int, int]:
    """A file as it is now: another one put in its place is looked at anew."""
    try:
        now = path.stat()
    except OSError:
        return str(path.resolve()), 0, 0
    return str(path.resolve()), now.st_size, now.st_mtime_ns


def give_up_if_damaged() -> bool:
    """After a fault: whether it is the held snapshot's file, which is then not opened any more."""
    found = snapshot()
    if not found.is_damaged():
        return False
    _damaged().add(_state(found.path))
    _opened.clear(str(found.path.resolve()), found.id)
    return True


def opened(snapshot_id: str) -> Snapshot:
    """This very snapshot; SnapshotUnreadable where it cannot be read or a question met damage in it."""
    path = Store().path(snapshot_id)
    if _state(path) in _damaged():
        raise SnapshotUnreadable(f"snapshot {snapshot_id} is damaged")
    found: Snapshot = _opened(str(path.resolve()), snapshot_id)
    return found


def _candidates(store: Store) -> Iterator[str]:
    with suppress(NoSnapshot):
        yield store.active_id()
    yield from store.ids()


def hold(found: Snapshot) -> None:
    """Let this run's questions all be asked of one snapshot, whatever becomes active meanwhile."""
    st.session_state["snapshot"] = (found.id, str(found.path.resolve()), found.as_of.isoformat())


def held() -> tuple[str, str]:
    """The id and the file of the snapshot that this run's questions are asked of."""
    snapshot_id, path, _ = st.session_state["snapshot"]
    return snapshot_id, path


def as_of() -> str:
    """The day at whose end that snapshot is read: 2025-12-31."""
    return str(st.session_state["snapshot"][2])


def snapshot() -> Snapshot:
    """The snapshot that this run's questions are asked of."""
    snapshot_id, path = held()
    return _opened(path, snapshot_id)


def earlier() -> dict[str, date]:
    """The other snapshots that can be read, the newest first: id and as-of day."""
    store, found = Store(), {}
    for other_id in store.ids():
        if other_id == held()[0]:
            continue
        with suppress(SnapshotUnreadable):
            other = store.open(other_id)
            found[other_id] = other.as_of
            other.close()
    return found


def rows_of(snapshot_id: str, name: str) -> Rows:
    """The answer that another snapshot gives, for all years and schools."""
    path = str(Store().path(snapshot_id).resolve())
    answer: Rows = inert.rows(_asked(snapshot_id, path, name, (), (), (), access.reader()))
    return answer


def rows_from(opened: Snapshot, name: str) -> Rows:
    """The answer of a snapshot that the caller opened and closes; not kept."""
    answer: Rows = inert.rows(ask(opened, name, reader=access.reader()))
    return answer


def is_active(found: Snapshot) -> bool:
    """Whether this is the one that was made active, and not an older one in its place."""
    try:
        return Store().active_id() == found.id
    except NoSnapshot:
        return False


def published() -> bool:
    """Whether anything was ever published into the folder: a lost pointer is not an empty folder."""
    try:
        return bool(Store().active_id())
    except NoSnapshot:
        return bool(Store().ids())


def first_start(progress: Any) -> bool:
    """Publish the fictitious sample into an empty folder; False when someone else is doing so."""
    # Publishing brings in the readers of workbooks, which no page needs: a start would wait for them.
    from data.publish import PublishBusy, publish_sample

    try:
        publish_sample(Store(), progress)
    except PublishBusy:
        return False
    return True


def _asked(
    snapshot_id: str,
    path: str,
    name: str,
    years: tuple[int, ...],
    schools: tuple[str, ...],
    params: tuple[tuple[str, str], ...],
    reader: Reader,
) -> pa.Table:
    def answer() -> pa.Table:
        found = _opened(path, snapshot_id)
        got = ask(found, name, years=years, schools=schools, params=dict(params), reader=reader)
        return origins.marked(got, origins.Asked(name, years, schools, params))

    return kept(("answer", snapshot_id, path, name, years, schools, params, reader), answer)


def table(name: str, choice: Choice | None = None, **params: str) -> pa.Table:
    """The answer to queries/<name>.sql for the chosen years and schools (no choice: all).

    An answer that is the same in all years is asked for once, whatever years are chosen.
    """
    snapshot_id, path = held()
    years = choice.years if choice and question(name).by_year else ()
    chosen = choice.schools if choice else ()
    given = tuple(sorted(params.items()))
    return _asked(snapshot_id, path, name, years, chosen, given, access.reader())


def edition_is_there() -> bool:
    """Whether the held snapshot's shareable edition was made."""
    return edition_path(snapshot()).exists()


def make_edition() -> None:
    """Make the held snapshot's shareable edition, or open it.

    ReleaseRefused when none can be made; SnapshotUnreadable, and OSError when it cannot be written.
    """
    edition(snapshot())


def offered(name: str, choice: Choice | None = None, **params: str) -> bool:
    """Whether the reader's tier has an answer to this question, for these schools."""
    return is_offered(name, access.reader(), schools=choice.schools if choice else (), **params)


def rows(name: str, choice: Choice | None = None, **params: str) -> Rows:
    """The same answer as rows."""
    answer: Rows = inert.rows(table(name, choice, **params))
    return answer


def ranges(choice: Choice, words: Words, *, every_year: bool = False) -> Ranges:
    """What is told of masked counts of the whole district in the chosen years; of a part of it, nothing."""
    known = rows("ranges", None if every_year else choice) if offered("ranges", choice) else ()
    return Ranges(known, words.lang)
