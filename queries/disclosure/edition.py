"""The shareable edition of a snapshot: a file of its own that holds nothing that may not leave.

Questions in the shareable tier are answered from this file alone: what is not in it cannot get out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import duckdb
import numpy as np
from filelock import FileLock

from data.drafts import draft_of, sweep
from data.faults import WRITING, from_duckdb
from data.sqlfiles import read_sql
from data.sqltext import literal, name, sql
from data.store import READ_ONLY_CONFIG, Snapshot, SnapshotUnreadable, must_be_whole
from queries.disclosure import ledger
from queries.disclosure import release as released
from queries.disclosure.beside import masked_or_refused
from queries.disclosure.system import System

FOLDER = Path(__file__).resolve().parent
MARTS = FOLDER.parent / "marts"
#: How long someone waits for another who is making the same edition, in seconds.
PATIENCE = 600

#: Tables that count no child's case, copied as they are. Whatever is not named here stays inside.
PUBLIC = (
    "snapshot", "years", "months", "calendar", "communes", "schools", "school_years", "indicators",
    "dictionary", "periods", "goals", "paragraphs", "targets", "assumptions", "deadlines", "rebases", "tasks",
    "days_off", "enrolment", "enrolled", "staffing", "staff", "reports", "reported", "report_states",
    "statements", "answers", "activities", "activities_in_year", "services", "service_use", "funding",
    "funds_in_year", "network_members", "office_actions", "unit_years",
)  # fmt: skip
#: Tables of single cases that questions mention; empty here, so that they answer with what is left.
EMPTY = ("clocks",)

#: Marts of the same name, as far as they may leave: SQL files beside this one.
MASKED = ("indicator_values", "district_sums")
#: Marts made once more, from what is in the edition.
AGAIN = ("indicator_totals", "indicator_spread", "exceptions")


def edition(snapshot: Snapshot) -> Snapshot:
    """The snapshot's shareable edition, opened read-only; made first where it is not there yet.

    Making it enters it into the ledger of what was released, and it is masked so that it gives nothing
    away beside what is there. Raises ReleaseRefused when no mask is safe, SnapshotUnreadable when the
    edition or the ledger is damaged, and OSError when it cannot be written.
    """
    path = edition_path(snapshot)
    if not path.exists():
        # One at a time in a folder: each is masked beside all those before it.
        with FileLock(path.with_name("editions.lock"), timeout=PATIENCE):
            if not path.exists():
                _make(snapshot, path)
    return replace(snapshot, path=path, connection=_opened(path))


@lru_cache(maxsize=4)
def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    """One handle per edition; questions use a cursor each. A file of this name never changes."""
    try:
        connection = duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY_CONFIG))
        must_be_whole(connection, path)
        connection.execute("SELECT id FROM snapshot")
    except (duckdb.Error, OSError) as error:
        raise SnapshotUnreadable(f"the shareable edition {path.name} cannot be read: {error}") from error
    return connection


def edition_path(snapshot: Snapshot) -> Path:
    """Where a snapshot's edition lies, whether or not it was made."""
    return snapshot.path.with_name(f"{snapshot.id}.shareable.duckdb")


def _make(snapshot: Snapshot, path: Path) -> None:
    with snapshot.cursor() as cursor:
        system = released.release(cursor)
    book = ledger.Ledger(path.parent, snapshot.sample)
    masked = masked_or_refused(system, book.before(snapshot.id))
    # Whoever gets here holds the lock: no other draft of this edition is being written.
    sweep(path.parent, path.name, all_dead=True)
    with draft_of(path) as draft:
        try:
            _write(snapshot.path, draft, system, masked)
        except WRITING as error:
            raise from_duckdb(error, path) from error
        # Entered first: what may have been seen must not be forgotten.
        book.enter(snapshot.id, system, masked)


def _write(source: Path, draft: Path, system: System, masked: np.ndarray) -> None:
    with duckdb.connect(str(draft)) as connection:
        connection.execute(sql("ATTACH ${source} AS exact (READ_ONLY)", source=literal(str(source))))
        for table in PUBLIC:
            connection.execute(sql("CREATE TABLE ${table} AS FROM exact.${table}", table=name(table)))
        for table in EMPTY:
            connection.execute(sql("CREATE TABLE ${table} AS FROM exact.${table} LIMIT 0", table=name(table)))
        connection.execute(
            "CREATE TABLE cells (measure VARCHAR, kind VARCHAR, place VARCHAR, year INTEGER, cases BIGINT)"
        )
        connection.executemany(
            "INSERT INTO cells VALUES (?, ?, ?, ?, ?)", list(released.shown(system, masked))
        )
        for table in MASKED:
            body = read_sql(FOLDER / f"{table}.sql").sql
            connection.execute(sql("CREATE TABLE ${table} AS ", table=name(table)) + body)
        for table in AGAIN:
            body = read_sql(MARTS / f"{table}.sql").sql
            connection.execute(sql("CREATE TABLE ${table} AS ", table=name(table)) + body)
        connection.execute("DETACH exact")
        # Closing would do this too, but says nothing when the disk is full: an empty edition would stay.
        connection.execute("CHECKPOINT")
