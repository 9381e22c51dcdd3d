"""Publishing under faults: killed at random moments, two at once, failed checks."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from data.publish import SAMPLE, PublishBusy, publish, publish_sample
from data.store import NoSnapshot, SnapshotUnreadable, Store, UnknownSnapshot
from tests.given.folders import contents
from tests.whole.faults.ways import Running, start

AS_OF = date(2025, 12, 31)


@pytest.fixture
def store(published_sample: Path, tmp_path: Path) -> Store:
    return Store(Path(shutil.copytree(published_sample, tmp_path / "snapshots")))


@pytest.fixture
def fewer_activities(tmp_path: Path) -> Path:
    """A table that differs from the published one: the first half of the sample's activities."""
    lines = (SAMPLE / "activities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "activities.csv"
    path.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8", newline="")
    return path


def start_publish(path: Path, store: Store) -> Running:
    return start("data", "publish", path, "--as-of", AS_OF, "--into", store.folder)


def activity_count(store: Store) -> int:
    """Rows in the active snapshot, having read every table through to the end."""
    snapshot = store.active()
    try:
        with snapshot.cursor() as cursor:
            for table, rows in cursor.execute("SELECT table_name, rows FROM row_counts").fetchall():
                assert len(cursor.table(table).fetchall()) == rows
            (count,) = cursor.table("activities").count("*").fetchall()[0]
            return int(count)
    finally:
        snapshot.close()


def test_killed_at_any_moment_the_active_snapshot_is_whole(store: Store, fewer_activities: Path) -> None:
    before, sample_id = activity_count(store), store.active_id()
    running, started = start_publish(fewer_activities, store), time.monotonic()
    assert running.ended().code == 0
    whole_run = time.monotonic() - started
    after = activity_count(store)
    assert after < before
    moments = random.Random(20211130)
    outcomes = set()
    # With those of faults/test_killed.py twenty in each run.
    for _ in range(8):
        # Every round starts as the first did: the sample active, the new snapshot not yet built.
        store.activate(sample_id)
        for snapshot_id in store.older():
            store.path(snapshot_id).unlink()
        shutil.rmtree(store.inputs / sha256(fewer_activities), ignore_errors=True)
        running = start_publish(fewer_activities, store)
        time.sleep(moments.uniform(0, whole_run * 1.1))
        running.kill()
        count = activity_count(store)
        assert count in (before, after)
        outcomes.add(count)
    assert before in outcomes
    # What the kills left behind does not stand in the way of the next publish.
    assert start_publish(fewer_activities, store).ended().code == 0
    assert activity_count(store) == after
    assert not list(store.folder.rglob("*.tmp"))


def test_a_failed_publish_leaves_every_byte_as_it_was(store: Store, tmp_path: Path) -> None:
    bad = tmp_path / "funding.csv"
    bad.write_text("payer,year,source,planned_vnd,spent_vnd\noffice,2025,state,1.5,x\n", encoding="utf-8")
    before = folder_bytes(store.folder)
    outcome = publish([bad], store, as_of=AS_OF)
    assert not outcome.clean
    assert not outcome.snapshot_id
    assert folder_bytes(store.folder) == before


def test_a_second_publisher_is_told_who_holds_the_lock(store: Store, fewer_activities: Path) -> None:
    (store.folder / "publish.holder").write_text("office-pc, pid 4711, 17:00 30/11/2025", encoding="utf-8")
    before = store.active_id()
    with FileLock(store.lock_path), pytest.raises(PublishBusy, match="office-pc, pid 4711"):
        publish([fewer_activities], store, as_of=AS_OF)
    assert store.active_id() == before


def test_rollback_returns_to_the_snapshot_before(store: Store, fewer_activities: Path) -> None:
    first = store.active_id()
    second = publish([fewer_activities], store, as_of=AS_OF).snapshot_id
    assert second not in ("", first)
    assert store.older() == [first]
    assert store.rollback() == first
    assert store.active_id() == first
    assert store.rollback(second) == second
    with pytest.raises(UnknownSnapshot, match=first):
        store.rollback("2025-12-31-000000000000")
    assert store.active_id() == second


def test_a_truncated_snapshot_is_refused_in_words(store: Store) -> None:
    path = store.path(store.active_id())
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(SnapshotUnreadable, match=path.name):
        store.active()


def test_an_empty_folder_has_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        Store(tmp_path).active()


def test_the_same_input_gives_the_same_snapshot(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "elsewhere")
    assert publish_sample(other).snapshot_id == store.active_id()
    assert content(other) == content(store)


def test_a_snapshot_can_be_rebuilt_from_its_kept_inputs(store: Store, fewer_activities: Path) -> None:
    publish([fewer_activities], store, as_of=AS_OF)
    wanted, snapshot_id = content(store), store.active_id()
    fewer_activities.unlink()
    # Publishing nothing new but a table already in: the chain is replayed from kept files only.
    store.path(snapshot_id).rename(store.folder / "set-aside")
    store.rollback(store.ids()[0])
    kept = next(store.inputs.glob(f"*/{fewer_activities.name}"))
    names = {path.parent.name for path in store.inputs.glob("*/activities.csv")}
    assert len(names) == 2
    newest = max(store.inputs.glob("*/activities.csv"), key=lambda path: path.stat().st_mtime_ns)
    assert publish([newest], store, as_of=AS_OF).snapshot_id == snapshot_id, kept
    assert content(store) == wanted


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for the moment of building."""
    snapshot = store.active()
    try:
        with snapshot.cursor() as cursor:
            tables = [name for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            rows = {table: cursor.table(table).fetchall() for table in tables}
    finally:
        snapshot.close()
    rows["snapshot"] = [(row[0], row[1], *row[3:]) for row in rows["snapshot"]]
    return rows


def folder_bytes(folder: Path) -> dict[str, str]:
    return contents(folder, lambda path: path.name == "publish.lock")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
