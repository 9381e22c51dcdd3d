"""Other people and their folders: two publishers at once, a folder that may only be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.store import Store
from tests.given.world import AS_OF, world, write_csvs
from tests.whole.faults.ways import bound_by_permissions, files, half_written, run, start


def test_two_publishers_at_once(store: Store, tmp_path: Path) -> None:
    """Each goes through or is told who publishes; both are never mixed, and nothing is left behind."""
    before = store.active_id()
    commands = []
    for spent in ("5000000", "4000000"):
        tables = world()
        tables["funding"][0]["spent_vnd"] = spent
        path = write_csvs({"funding": tables["funding"]}, tmp_path / spent) / "funding.csv"
        commands.append(["data", "publish", path, "--as-of", AS_OF, "--into", store.folder, "--lang", "en"])
    told = 0
    for _ in range(3):
        ended = [running.ended() for running in [start(*command) for command in commands]]
        assert 0 in [each.code for each in ended], ended
        for each in ended:
            assert "Traceback" not in each.err
            if each.code:
                assert "Someone is publishing into this folder" in each.err
                told += 1
        snapshot = store.active()
        with snapshot.cursor() as cursor:
            (spent_vnd,) = cursor.execute("SELECT spent_vnd FROM funding").fetchall()[0]
        snapshot.close()
        assert spent_vnd in (5_000_000, 4_000_000)
    assert told
    assert before in store.ids()
    assert half_written(store.folder) == []
    assert not (store.folder / "publish.holder").exists()


@pytest.fixture
def read_only(store: Store) -> Store:
    for path in [*store.folder.rglob("*"), store.folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return store


def test_a_folder_that_may_only_be_read_is_read(read_only: Store) -> None:
    into = ["--into", read_only.folder]
    assert run("data", "status", *into, before=bound_by_permissions).code == 0
    assert run("queries", "indicator_rollup", *into, before=bound_by_permissions).code == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_written_into_it_and_that_is_said(
    lang: str, read_only: Store, delivery: Path, tmp_path: Path
) -> None:
    before = files(read_only.folder)
    out, into = tmp_path / "x.zip", ["--into", read_only.folder]
    for command in (
        ["data", "publish", delivery, "--as-of", AS_OF, "--lang", lang],
        ["data", "rollback", "--lang", lang],
        # What cannot be noted does not leave, and an edition has no other place.
        ["data", "report", "--year", 2024, "--out", out],
        ["data", "export", "--out", out, "--lang", lang],
        ["queries", "indicator_rollup", "--tier", "shareable"],
        ["data", "report", "--year", 2024, "--out", out, "--tier", "shareable"],
    ):
        ended = run(*command, *into, before=bound_by_permissions)
        assert (ended.code, ended.in_words()) == (1, True), (command, ended.err)
        said = "không có quyền" if lang == "vi" or command[1] == "report" else "no permission"
        assert said in ended.err, (command, ended.err)
        assert str(read_only.folder) in ended.err
        assert files(read_only.folder) == before
        assert not out.exists()
    assert half_written(tmp_path) == []


def test_a_folder_that_nobody_may_open_is_no_empty_folder(store: Store, delivery: Path) -> None:
    store.folder.chmod(0)
    try:
        for command in (["data", "status"], ["queries", "indicator_rollup"], ["data", "publish", delivery]):
            ended = run(*command, "--into", store.folder, before=bound_by_permissions)
            assert (ended.code, ended.in_words()) == (1, True), (command, ended.err)
    finally:
        store.folder.chmod(0o755)
