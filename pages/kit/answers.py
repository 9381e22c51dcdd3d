"""Answers for pages: the active snapshot, opened once, and its questions asked behind the cache."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import streamlit as st

from data.store import NoSnapshot, Snapshot, SnapshotOutdated, SnapshotUnreadable, Store
from pages.kit import access, inert, origins
from pages.kit.inert import Rows
from pages.kit.kept import Kept
from queries import Reader, ask, question
from queries import offered as is_offered
from queries.ranges import Ranges
from queries.release.edition import edition_path

if TYPE_CHECKING:
    from pages.kit.choice import Choice
    from pages.kit.words import Words

LOG = logging.getLogger("dashboard")


#: How many bytes of answers and figures are kept for all sessions. Each is a few kilobytes, of a whole
#: country up to some megabytes. All choices of one to three years on all pages come to some 2,200: with room
#: for fewer, fifty readers make each other's anew.
KEPT = 256 * 2**20
#: Who asks ahead: as many as there are processors; and who asks for other years, one question at a time.
_WORKERS, _LATER = ThreadPoolExecutor(os.cpu_count(), "ask-ahead"), ThreadPoolExecutor(1, "ask-ahead-later")
#: Of more schools than this a question takes long enough to be asked before somebody needs it.
MANY = 1000
#: Under what a session keeps the questions of this run; and of its last one the page, the choice and what
#: was begun.
_QUESTIONS, _LAST = "questions", "last_run"
#: The files in which a question met damage, each in the state that it was in.
_DAMAGED: set[tuple[str, int, int]] = set()


@st.cache_resource(show_spinner=False)
def _kept() -> Kept:
    return Kept(KEPT)


def built(key: str, choice: Choice, words: Words, build: Callable[[], Any], also: str = "") -> Any:
    """What `build` makes, made once per snapshot, choice, reader, language and `also`. Never change it."""
    return _kept().get(repr(("built", key, snapshot_id(), choice, access.reader(), words.lang, also)), build)


@st.cache_resource(show_spinner=False, max_entries=8, on_release=lambda snapshot: snapshot.close())
def _opened(path: str, snapshot_id: str) -> Snapshot:
    """One shared handle per snapshot file; questions use a cursor each."""
    snapshot = Store().open(snapshot_id)
    LOG.info("snapshot %s is shown, figures as of %s", snapshot_id, snapshot.as_of)
    return snapshot


def current() -> Snapshot:
    """The active snapshot; while it cannot be read, the newest one that can.

    Raises NoSnapshot or SnapshotUnreadable when there is none.
    """
    store = Store()
    fault: NoSnapshot | SnapshotUnreadable = NoSnapshot(f"no snapshot in {store.folder}")
    for snapshot_id in filter(None, (active_id(store), *store.ids())):
        try:
            return opened(snapshot_id)
        except SnapshotUnreadable as error:
            # That one only needs building anew is said before that another is damaged.
            fault = fault if isinstance(fault, SnapshotOutdated) else error
    raise fault


def _state(path: Path) -> tuple[str, int, int]:
    """A file as it is now: another one put in its place is looked at anew."""
    try:
        now = path.stat()
    except OSError:
        return str(path.resolve()), 0, 0
    return str(path.resolve()), now.st_size, now.st_mtime_ns


def give_up_if_damaged() -> bool:
    """After a fault: whether it is the held snapshot's file, which is then not opened any more."""
    shown = snapshot()
    if not shown.is_damaged():
        return False
    _DAMAGED.add(_state(shown.path))
    _opened.clear(str(shown.path.resolve()), shown.id)
    return True


def opened(snapshot_id: str) -> Snapshot:
    """This very snapshot; SnapshotUnreadable where it cannot be read or a question met damage in it."""
    path = Store().path(snapshot_id)
    if _state(path) in _DAMAGED:
        raise SnapshotUnreadable(f"snapshot {snapshot_id} is damaged")
    return _opened(str(path.resolve()), snapshot_id)


def active_id(store: Store) -> str:
    """The id of the snapshot that was made active; "" for none."""
    try:
        return store.active_id()
    except NoSnapshot:
        return ""


def hold(shown: Snapshot) -> None:
    """Let this run's questions all be asked of one snapshot, whatever becomes active meanwhile."""
    st.session_state["snapshot"] = (shown.id, str(shown.path.resolve()), shown.as_of.isoformat())


def snapshot_id() -> str:
    """The id of the snapshot that this run's questions are asked of."""
    return str(st.session_state["snapshot"][0])


def as_of() -> str:
    """The day at whose end that snapshot is read: 2025-12-31."""
    return str(st.session_state["snapshot"][2])


def snapshot() -> Snapshot:
    """The snapshot that this run's questions are asked of."""
    shown, path, _ = st.session_state["snapshot"]
    return _opened(path, shown)


def earlier() -> dict[str, date]:
    """The other snapshots that can be read, the newest first: id and as-of day."""
    store, days = Store(), {}
    for other_id in (known for known in store.ids() if known != snapshot_id()):
        with suppress(SnapshotUnreadable), closing(store.open(other_id)) as other:
            days[other_id] = other.as_of
    return days


def rows_of(snapshot_id: str, name: str) -> Rows:
    """The answer that another snapshot gives, for all years and schools."""
    path = str(Store().path(snapshot_id).resolve())
    return inert.rows(_answer(snapshot_id, path, origins.Query(name), access.reader()))


def rows_from(opened: Snapshot, name: str) -> Rows:
    """The answer of a snapshot that the caller opened and closes; not kept."""
    return inert.rows(ask(opened, name, reader=access.reader()))


def is_active(shown: Snapshot) -> bool:
    """Whether this is the one that was made active, and not an older one in its place."""
    return active_id(Store()) == shown.id


def published() -> bool:
    """Whether anything was ever published into the folder: a lost pointer is not an empty folder."""
    store = Store()
    return bool(active_id(store) or store.ids())


def _answer(snapshot_id: str, path: str, query: origins.Query, reader: Reader) -> pa.Table:

    def answer() -> pa.Table:
        snapshot, params = _opened(path, snapshot_id), dict(query.params)
        got = ask(
            snapshot, query.question, years=query.years, schools=query.schools, params=params, reader=reader
        )
        return origins.marked(got, query)

    return _kept().get(_key(snapshot_id, path, query, reader), answer)


def _key(snapshot_id: str, path: str, query: origins.Query, reader: Reader) -> str:
    return repr(("answer", snapshot_id, path, query, reader))


def _begin(workers: ThreadPoolExecutor, queries: Iterable[origins.Query]) -> list[Future[None]]:
    """Let the workers ask what is not kept yet; a fault comes up again, and is said, where the page asks."""
    shown, path, _ = st.session_state["snapshot"]
    reader, kept = access.reader(), _kept()

    def ask_one(query: origins.Query) -> None:
        with suppress(Exception):
            _answer(shown, path, query, reader)

    return [
        workers.submit(ask_one, query) for query in queries if _key(shown, path, query, reader) not in kept
    ]


def table(name: str, choice: Choice | None = None, **params: str) -> pa.Table:
    """The answer to the question of this name for the chosen years and schools (no choice: all).

    An answer that is the same in all years is asked for once, whatever years are chosen.
    """
    years = choice.years if choice and question(name).by_year else ()
    schools = choice.schools if choice else ()
    shown, path, _ = st.session_state["snapshot"]
    query = origins.Query(name, years, schools, tuple(sorted(params.items())))
    st.session_state.setdefault(_QUESTIONS, {})[query] = None
    return _answer(shown, path, query, access.reader())


def ask_ahead(page: str, choice: Choice) -> None:
    """Begin, beside each other, the questions of this page's last run, now of this choice.

    A click changes one thing, so the page asks most of them again and finds their answers being worked out,
    by several processors at a time. What turns out not to be asked is mostly kept from the last run.
    """
    last_page, before, begun = st.session_state.get(_LAST, ("", choice, ()))
    for waiting in begun:
        waiting.cancel()
    last: dict[origins.Query, None] = st.session_state.get(_QUESTIONS, {})
    again = [query.moved(before, choice) for query in last] if page == last_page else []
    begun = _begin(_WORKERS, again)
    st.session_state[_QUESTIONS], st.session_state[_LAST] = {}, (page, choice, begun)


def ask_other_years(others: Iterable[Choice]) -> None:
    """Of many schools begin the questions of this run for the `others` too: one is mostly chosen next."""
    if len(snapshot().school_ids) <= MANY:
        return
    _, choice, begun = st.session_state[_LAST]
    for other in others:
        begun += _begin(_LATER, [query.moved(choice, other) for query in st.session_state[_QUESTIONS]])


def edition_is_there() -> bool:
    """Whether the held snapshot's shareable edition was made."""
    return edition_path(snapshot()).exists()


def offered(name: str, choice: Choice | None = None, **params: str) -> bool:
    """Whether the reader's tier has an answer to this question, for these schools."""
    return is_offered(name, access.reader(), schools=choice.schools if choice else (), **params)


def rows(name: str, choice: Choice | None = None, **params: str) -> Rows:
    """The same answer as rows."""
    return inert.rows(table(name, choice, **params))


def ranges(choice: Choice, words: Words, *, every_year: bool = False) -> Ranges:
    """What is told of masked counts of the whole district in the chosen years; of a part of it, nothing."""
    known = rows("ranges", None if every_year else choice) if offered("ranges", choice) else ()
    return Ranges(known, words.lang)


def overdue_counts(choice: Choice) -> dict[str, Any] | None:
    """How many cases wait past a limit, whatever year they began in; None where that is not told."""
    if not offered("overdue_counts", choice):
        return None
    return rows("overdue_counts", replace(choice, years=()))[0]


def overdue(which: str, choice: Choice, first: str = "all") -> pa.Table:
    """The `first` cases that are "newly" overdue or the "backlog", or all "cases": of any year."""
    return table("overdue", replace(choice, years=()), first=first, of=which)


def plan(words: Words) -> dict[str, Any]:
    """The plan's own row: its titles, and the days until and since which schools belong to which units."""
    return rows("plan", lang=words.lang)[0]
