"""The power fails at any moment: whatever was reported as written is there, and nothing is there by half."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data import access_log
from data.drafts import draft_of
from data.ended import Ended
from data.publish import publish, publish_sample
from data.store import Store
from pages.documents.export import archive as export
from pages.documents.export.selection import Selection
from pages.documents.report import save as report
from queries import Reader
from queries.release.edition import edition
from tests.given.world import AS_OF
from tests.whole.faults.power import power_may_fail, restored
from tests.whole.faults.ways import files

TOKEN = "1800000000-" + "0123456789abcdef" * 4


def roll_back(store: Store, delivery: Path) -> None:
    store.rollback()


def publish_more(store: Store, delivery: Path) -> None:
    assert publish([delivery], store, as_of=AS_OF).clean


def publish_the_same_once_more(store: Store, delivery: Path) -> None:
    """After a kill between a renaming and the sync of its folder, nothing may be taken for done."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.drafts.sync_folder", lambda folder: None)
        patch.setattr("data.publish.sync_folder", lambda folder: None)
        publish_more(store, delivery)
    publish_more(store, delivery)


def publish_first(store: Store, delivery: Path) -> None:
    assert publish_sample(Store(store.folder.parent / "mới" / "bản số liệu")).clean


def release(store: Store, delivery: Path) -> None:
    snapshot = store.active()
    edition(snapshot)
    snapshot.close()


def hand_on(store: Store, delivery: Path) -> None:
    snapshot = store.active()
    export.to_file(snapshot, Selection((), (), (), Reader()), store.folder.parent / "số liệu.zip")
    snapshot.close()


def report_the_year(store: Store, delivery: Path) -> None:
    snapshot = store.active()
    report.to_file(snapshot, 2024, Reader(), "", store.folder.parent / "bc.docx")
    snapshot.close()


def note_a_sign_in(store: Store, delivery: Path) -> None:
    (store.folder / access_log.NAME).unlink(missing_ok=True)
    access_log.note(store.folder, "sign_in", "a@example.vn", "leader")
    access_log.note(store.folder, "sign_out", "a@example.vn", "leader")


def sign_out(store: Store, delivery: Path) -> None:
    Ended(store.folder).add(TOKEN)


@pytest.mark.parametrize(
    "doing",
    [
        roll_back,
        publish_more,
        publish_the_same_once_more,
        publish_first,
        release,
        hand_on,
        report_the_year,
        note_a_sign_in,
        sign_out,
    ],
    ids=lambda doing: doing.__name__,
)
def test_the_power_fails_at_any_moment(
    doing: Callable[[Store, Path], None],
    request: pytest.FixtureRequest,
    delivery: Path,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store: Store = request.getfixturevalue("small_store" if doing is release else "store")
    good = {store.active_id(), *store.older()}
    after = tmp_path_factory.mktemp("after")
    moments = 0

    def check(state: dict[str, Path | None]) -> None:
        nonlocal moments
        moments += 1
        left = restored(state, after / f"{moments}")
        survivor = Store(left / store.folder.name)
        survivor.active().close()
        assert good <= set(survivor.ids())
        assert_nothing_by_half(left)

    with power_may_fail(tmp_path, tmp_path_factory.mktemp("contents"), check) as disk:
        doing(store, delivery)
        reported = restored(disk.state("synced"), after / "reported")
    assert moments > 0
    # Who was publishing when the power failed may still stand there, and is publishing no more.
    there, kept = (
        {name: content for name, content in files(folder).items() if not name.endswith("publish.holder")}
        for folder in (tmp_path, reported)
    )
    assert kept == there


def assert_nothing_by_half(left: Path) -> None:
    """Every file under its own name, and not that of a draft, is whole, and whatever it rests on is there."""
    for path in left.rglob("*"):
        if path.name.startswith(".") or not path.is_file():
            continue
        if path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as opened:
                assert opened.execute("SELECT count(*) FROM snapshot").fetchall() == [(1,)]
        if path.suffix in (".zip", ".docx"):
            with zipfile.ZipFile(path) as packed:
                assert packed.testzip() is None
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
    for edition_of in left.rglob("*.shared.duckdb"):
        # No edition lies there of which the ledger does not know.
        entry = edition_of.name.removesuffix(".shared.duckdb")
        assert any(entry in path.read_text(encoding="utf-8") for path in edition_of.parent.glob("*releas*"))
    for pointer in left.rglob("active"):
        snapshot = Store(pointer.parent).active()
        with snapshot.cursor() as cursor:
            kept = cursor.execute("SELECT sha256 FROM inputs WHERE delivery > 0").fetchall()
        snapshot.close()
        for (sha256,) in kept:
            assert any(path.stat().st_size for path in (pointer.parent / "inputs" / sha256).iterdir())


def test_what_was_not_synced_is_lost(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Else nothing would have been proved above."""
    after = tmp_path_factory.mktemp("after")
    (tmp_path / "a").write_text("old")
    with power_may_fail(tmp_path, tmp_path_factory.mktemp("contents"), lambda state: None) as disk:
        (tmp_path / "a").write_text("new")
        (tmp_path / "b").write_text("b")
        (tmp_path / "folder").mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("data.drafts.sync_folder", lambda folder: None)
            with draft_of(tmp_path / "c") as draft:
                draft.write_text("c")
        restored(disk.state("synced"), after / "synced")
        restored(disk.state("latest"), after / "latest")
        with draft_of(tmp_path / "d") as draft:
            draft.write_text("d")
        restored(disk.state("synced"), after / "later")
    assert texts(after / "synced") == {"a": "old"}
    assert texts(after / "latest") == {"a": "old", "b": "", "c": "c"}
    assert texts(after / "later") == {"a": "old", "b": "", "c": "c", "d": "d"}


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_a_pointer_that_could_not_be_synced_keeps_what_it_names(
    store: Store, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said that publishing failed; what may be active after it is whole all the same."""
    before = store.active_id()

    def sync(folder: Path) -> None:
        if folder == store.folder and not store.names(before):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))

    monkeypatch.setattr("data.drafts.sync_folder", sync)
    with pytest.raises(OSError, match=store.folder.name.split()[0]):
        publish([delivery], store, as_of=AS_OF)
    assert store.active_id() != before
    store.active().close()
    assert_nothing_by_half(store.folder)
