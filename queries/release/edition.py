"""The shareable edition of a snapshot: a file of its own that holds nothing that may not leave.

Questions in the shareable tier are answered from this file alone: what is not in it cannot get out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import duckdb

from data.locks import lock
from data.store import READ_ONLY_CONFIG, Snapshot, SnapshotUnreadable, must_be_whole

#: How the files end that lie beside a snapshot: its entry in the ledger, and its edition.
ENTRY, EDITION = ".released.json", ".shared.duckdb"
#: How long someone waits for another who is making the same edition, in seconds.
PATIENCE = 600


class ReleaseRefused(PermissionError):
    """The release would count an indicator in another way than its definition; says which and what to do."""

    def __init__(self, indicator: str, message: str) -> None:
        super().__init__(message)
        self.indicator = indicator


def edition(snapshot: Snapshot) -> Snapshot:
    """The snapshot's shareable edition, opened read-only; made first where it is not there yet.

    Making it enters it into the ledger of what was released; it tells nothing that gives away what the
    releases before it hid. Raises ReleaseRefused when none can be made, SnapshotUnreadable when the
    edition or the ledger is damaged or has a gap, and OSError when it cannot be written.
    """
    path = edition_path(snapshot)
    if not path.exists():
        # One at a time in a folder: each is made beside all those before it.
        with lock(path.with_name("editions.lock"), PATIENCE):
            if not path.exists():
                # Not above: the solver and its matrices take a third of a second to bring in.
                from queries.release.making import make

                make(snapshot, path)
    return replace(snapshot, path=path, connection=_opened(path))


@lru_cache(maxsize=4)
def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    """One handle per edition; questions use a cursor each. A file of this name never changes."""
    entry = path.with_name(path.name.removesuffix(EDITION) + ENTRY)
    if not entry.exists():
        raise SnapshotUnreadable(
            f"{entry.name}, the record of what was released, is missing, though its edition {path.name} is "
            "there. Restore it from a backup"
        )
    try:
        connection = duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY_CONFIG))
        must_be_whole(connection, path)
        connection.execute("SELECT id FROM snapshot")
    except (duckdb.Error, OSError) as error:
        raise SnapshotUnreadable(f"the shareable edition {path.name} cannot be read: {error}") from error
    return connection


def edition_path(snapshot: Snapshot) -> Path:
    """Where a snapshot's edition lies, whether or not it was made."""
    return snapshot.path.with_name(f"{snapshot.id}{EDITION}")
