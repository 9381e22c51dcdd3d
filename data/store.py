"""The folder of snapshots: lists them, opens one, makes one active and rolls back.

Layout: `<id>.duckdb` one immutable snapshot each, `active` a one-line pointer to the current
one, `inputs/<sha256>` every file ever published, `publish.lock` while someone publishes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import duckdb

from data.contract import CONTRACT_VERSION
from data.drafts import draft_of
from data.sqltext import name, sql

POINTER = "active"
TIME_ZONE = "Asia/Ho_Chi_Minh"
_DEFAULT = Path(__file__).resolve().parent.parent / ".snapshots"
#: The number of bytes before the first block of a DuckDB file.
_HEADERS = 3 * 4096
_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{12}")

#: Every opener of a snapshot uses these: no file, no network, no settings from inside SQL.
#: DuckDB refuses a second opener in the same process whose settings differ.
#: All moments are stored as local time without a zone, so no session time zone can shift them.
READ_ONLY_CONFIG = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


class NoSnapshot(LookupError):
    """No snapshot is published in this folder."""


class SnapshotUnreadable(RuntimeError):
    """The snapshot file is missing, cut short or not a snapshot."""


class SnapshotOutdated(SnapshotUnreadable):
    """The snapshot was built by another version of this program; `python -m data rebuild` builds it again."""


class UnknownSnapshot(LookupError):
    """The snapshot id is not one of this folder's."""


@dataclass(frozen=True)
class Snapshot:
    """One published state of the data, opened read-only. The caller closes it.

    Every clock is read at the end of the day `as_of`; `sample`: the schools are the
    fictitious ones.
    """

    id: str
    path: Path
    as_of: date
    built_at: datetime
    contract_version: str
    sample: bool
    connection: duckdb.DuckDBPyConnection

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one question: connections must not be shared by threads.

        SnapshotUnreadable when the question reads a damaged part of the file, which DuckDB notices only
        then.
        """
        try:
            with self.connection.cursor() as cursor:
                yield cursor
        except duckdb.Error as error:
            if self.is_damaged():
                raise SnapshotUnreadable(f"{self.path.name} is damaged: {_first_line(error)}") from error
            raise

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The plan's years that have begun, ascending."""
        with self.cursor() as cursor:
            return tuple(
                year for (year,) in cursor.execute("SELECT year FROM years ORDER BY year").fetchall()
            )

    @cached_property
    def school_ids(self) -> frozenset[str]:
        """Every school's id, and `office`."""
        with self.cursor() as cursor:
            rows = cursor.execute("SELECT school_id FROM schools UNION SELECT 'office'").fetchall()
        return frozenset(school for (school,) in rows)

    def is_damaged(self) -> bool:
        """Whether a part of the file cannot be read; reads the whole file."""
        if not self.path.is_file():
            return False
        try:
            with duckdb.connect(str(self.path), read_only=True, config=dict(READ_ONLY_CONFIG)) as whole:
                for (table,) in whole.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                    whole.execute(sql("SELECT sum(hash(t)) FROM ${table} AS t", table=name(table))).fetchall()
        except (duckdb.Error, OSError):
            return True
        return False

    def close(self) -> None:
        """Release the file."""
        self.connection.close()


class Store:
    """The snapshots in one folder (default: DASHBOARD_DATA, else `.snapshots` in the checkout)."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(folder or os.environ.get("DASHBOARD_DATA") or _DEFAULT)
        self.inputs = self.folder / "inputs"
        self.lock_path = self.folder / "publish.lock"

    def path(self, snapshot_id: str) -> Path:
        """The path of the snapshot with this id, whether or not it exists."""
        return self.folder / f"{snapshot_id}.duckdb"

    def active_id(self) -> str:
        """The id of the active snapshot, read from the disk each time; NoSnapshot when there is none."""
        try:
            snapshot_id = (self.folder / POINTER).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            snapshot_id = ""
        if not _ID.fullmatch(snapshot_id):
            raise NoSnapshot(f"no snapshot is published in {self.folder}")
        return snapshot_id

    def ids(self) -> list[str]:
        """All whole snapshots by id, the most recently built first."""
        built = []
        for path in self.folder.glob("*.duckdb"):
            # Another process may delete a file meanwhile.
            with suppress(FileNotFoundError):
                if _ID.fullmatch(path.stem):
                    built.append((path.stat().st_mtime_ns, path.stem))
        return [snapshot_id for _, snapshot_id in sorted(built, reverse=True)]

    def open(self, snapshot_id: str, *, outdated: bool = False) -> Snapshot:
        """Open one snapshot read-only; SnapshotUnreadable names the file and the reason.

        SnapshotOutdated for one of another version of the contract, unless `outdated` allows it.
        """
        path = self.path(snapshot_id)
        try:
            connection = duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY_CONFIG))
        except (duckdb.Error, OSError) as error:
            raise SnapshotUnreadable(f"snapshot {path.name} cannot be read: {_first_line(error)}") from error
        try:
            must_be_whole(connection, path)
            row = connection.execute(
                "SELECT id, as_of, built_at, contract_version, sample FROM snapshot"
            ).fetchone()
        except (duckdb.Error, OSError) as error:
            connection.close()
            raise SnapshotUnreadable(f"snapshot {path.name} cannot be read: {_first_line(error)}") from error
        if row is None or row[0] != snapshot_id:
            connection.close()
            raise SnapshotUnreadable(f"snapshot {path.name} does not hold the snapshot {snapshot_id}")
        _, as_of, built_at, contract_version, sample = row
        if contract_version != CONTRACT_VERSION and not outdated:
            connection.close()
            raise SnapshotOutdated(
                f"snapshot {path.name} has version {contract_version} of the contract, not {CONTRACT_VERSION}"
            )
        return Snapshot(snapshot_id, path, as_of, built_at, contract_version, sample, connection)

    @contextmanager
    def opened(self, snapshot_id: str = "") -> Iterator[Snapshot]:
        """The snapshot of this id, or the active one, closed when the block ends.

        Raises UnknownSnapshot, NoSnapshot, SnapshotUnreadable.
        """
        if snapshot_id:
            self._must_be_there(snapshot_id)
        snapshot = self.open(snapshot_id or self.active_id())
        try:
            yield snapshot
        finally:
            snapshot.close()

    def active(self) -> Snapshot:
        """The active snapshot, opened; NoSnapshot or SnapshotUnreadable when it cannot be."""
        return self.open(self.active_id())

    def activate(self, snapshot_id: str) -> None:
        """Check that the snapshot is readable, then replace the pointer in one atomic step."""
        self.open(snapshot_id).close()
        with draft_of(self.folder / POINTER) as draft:
            draft.write_text(snapshot_id + "\n", encoding="ascii")

    def older(self) -> list[str]:
        """Snapshot ids other than the active one, the most recently built first."""
        active = self._pointed()
        return [snapshot_id for snapshot_id in self.ids() if snapshot_id != active]

    def rollback(self, snapshot_id: str = "") -> str:
        """Make an older snapshot active (default: the one built before the active one that can be read).

        Without a readable pointer the newest readable one becomes active. Returns its id; UnknownSnapshot
        lists the known ids.
        """
        known = self.ids()
        if snapshot_id:
            self._must_be_there(snapshot_id)
            self.activate(snapshot_id)
            return snapshot_id
        active = self._pointed()
        before = known[known.index(active) + 1 :] if active in known else known
        for candidate in before:
            with suppress(SnapshotUnreadable):
                self.activate(candidate)
                return candidate
        if not active and not known:
            raise NoSnapshot(f"no snapshot is published in {self.folder}")
        raise UnknownSnapshot(f"there is no readable snapshot older than {active or 'the lost one'}")

    def _must_be_there(self, snapshot_id: str) -> None:
        known = self.ids()
        if snapshot_id not in known:
            raise UnknownSnapshot(f"no snapshot {snapshot_id!r}; there are: {', '.join(known) or 'none'}")

    def names(self, snapshot_id: str) -> bool:
        """Whether the pointer names this snapshot."""
        return self._pointed() == snapshot_id

    def _pointed(self) -> str:
        """The id in the pointer; "" when the pointer is lost or damaged."""
        try:
            return self.active_id()
        except NoSnapshot:
            return ""


def must_be_whole(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """OSError when the file is shorter than its header says: DuckDB itself notices only later."""
    (blocks, size) = connection.execute(
        "SELECT CAST(total_blocks AS BIGINT), CAST(block_size AS BIGINT) FROM pragma_database_size()"
    ).fetchall()[0]
    if path.stat().st_size < _HEADERS + blocks * size:
        raise OSError("it is cut short")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or ["unknown reason"])[0]
