"""Killed at random moments of an export, a report, an edition: whole or not there, and cleaned the next time."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import duckdb
import pytest

from data.store import Store
from data.verify import verify
from queries import Reader, ask
from tests.given.world import world, write_csvs
from tests.whole.faults.ways import half_written, run, start

#: How often each is killed.
KILLS = 4


def commands(store: Store, out: Path) -> dict[str, tuple[list[object], Path]]:
    """What is run, and what it makes."""
    edition = store.folder / f"{store.active_id()}.shared.duckdb"
    into: list[object] = ["--into", store.folder]
    return {
        "export": (["data", "export", "--out", out / "số liệu.zip", *into], out / "số liệu.zip"),
        "report": (["data", "report", "--year", 2021, "--out", out / "bc.docx", *into], out / "bc.docx"),
        "edition": (["queries", "indicator_rollup", "--tier", "shareable", *into], edition),
    }


def is_whole(path: Path) -> bool:
    if path.suffix == ".zip":
        return verify(path).whole
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as document:
            return document.testzip() is None
    with duckdb.connect(str(path), read_only=True) as edition:
        return len(edition.execute("FROM indicator_values").fetchall()) > 0


@pytest.mark.parametrize("what", ["export", "report", "edition"])
def test_killed_at_any_moment(what: str, small_store: Store, tmp_path: Path) -> None:
    store, out = small_store, tmp_path / "ra"
    out.mkdir()
    command, made = commands(store, out)[what]
    running, started = start(*command), time.monotonic()
    assert running.ended().code == 0
    whole_run = time.monotonic() - started
    assert is_whole(made)
    moments = random.Random(20211130)
    for _ in range(KILLS):
        made.unlink(missing_ok=True)
        running = start(*command)
        time.sleep(moments.uniform(0, 1.05) * whole_run)
        running.kill()
        assert not made.exists() or is_whole(made)
        assert store.active_id()
    # What the kills left behind is cleaned, and does not stand in the way.
    made.unlink(missing_ok=True)
    assert run(*command).code == 0
    assert is_whole(made)
    assert half_written(out) == []
    assert half_written(store.folder) == []


def test_what_a_killed_writer_left_is_cleaned_but_a_living_one_s_is_not(store: Store, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait(timeout=30)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as living:
        left = tmp_path / f".bc.docx.{dead.pid}.tmp"
        writing = tmp_path / f".bc.docx.{living.pid}.tmp"
        other = tmp_path / f".khác.docx.{dead.pid}.tmp"
        for path in (left, writing, other):
            path.write_bytes(b"half")
        target = tmp_path / "bc.docx"
        assert run("data", "report", "--year", 2024, "--out", target, "--into", store.folder).code == 0
        assert not left.exists()
        assert writing.exists()
        assert other.exists()
        living.communicate(b"\n", timeout=30)


def test_a_publish_leaves_an_edition_in_the_making_alone(small_store: Store, tmp_path: Path) -> None:
    """It once swept every draft in the folder, and whoever made the edition found it gone."""
    store, renamed = small_store, {**world()["schools"][0], "name": "Trường TH Mẫu 93"}
    delivery = write_csvs({"schools": [renamed]}, tmp_path / "in")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as living:
        draft = store.folder / f".{store.active_id()}.shared.duckdb.{living.pid}.tmp"
        draft.write_bytes(b"half an edition")
        publishing = ["data", "publish", delivery, "--as-of", "2021-12-31", "--into", store.folder]
        assert run(*publishing).code == 0
        assert draft.exists()
        living.communicate(b"\n", timeout=30)
    # Whoever makes that edition next holds its lock and cleans up, even if the number lives again.
    snapshot = store.active()
    try:
        assert ask(snapshot, "indicator_rollup", reader=Reader(tier="shareable")).num_rows
    finally:
        snapshot.close()
    shutil.rmtree(store.folder, ignore_errors=True)
