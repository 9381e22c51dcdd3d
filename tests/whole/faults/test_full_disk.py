"""A disk that fills up: nothing is lost, nothing half-written is left, and it is said in either language.

In two ways. A process that may write files only up to a limit meets the very calls that a full disk
makes fail, anywhere and without any privilege (EFBIG). Where the kernel lets a user mount a disk of
his own, a small one really fills up (ENOSPC).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.store import Store
from tests.given.world import AS_OF
from tests.whole.faults.ways import CAN_MOUNT, files, half_written, on_a_disk_of, run, with_files_up_to

needs_a_disk = pytest.mark.skipif(not CAN_MOUNT, reason="the kernel lets no user mount a disk of his own")
LIMIT_WORDS = {"vi": "tệp lớn quá giới hạn cho phép", "en": "the file is larger than is allowed"}
FULL_WORDS = {"vi": "đĩa đã đầy", "en": "the disk is full"}


def publishing(delivery: Path, store: Store, lang: str) -> list[object]:
    return ["data", "publish", delivery, "--as-of", AS_OF, "--into", store.folder, "--lang", lang]


@pytest.mark.parametrize(
    # The input, the snapshot at its beginning and further on.
    ("size", "lang"),
    [(50, "vi"), (20_000, "en"), (1_500_000, "vi")],
)
def test_publishing(size: int, lang: str, store: Store, delivery: Path) -> None:
    before, active = files(store.folder), store.active_id()
    ended = with_files_up_to(size, *publishing(delivery, store, lang))
    assert (ended.code, ended.in_words()) == (1, True), ended.err
    assert LIMIT_WORDS[lang] in ended.err
    assert files(store.folder) == before
    assert store.active_id() == active
    # With room again, the same publish goes through.
    assert run(*publishing(delivery, store, lang)).code == 0
    assert store.active_id() != active


@needs_a_disk
@pytest.mark.parametrize(("room", "lang"), [(4, "en"), (300, "vi"), (1_500, "en")])
def test_publishing_on_a_disk_that_is_really_full(room: int, lang: str, store: Store, delivery: Path) -> None:
    used = sum(-(-path.stat().st_size // 4096) * 4 + 4 for path in store.folder.rglob("*"))
    before = files(store.folder)
    ended, left = on_a_disk_of(used + room, store.folder, *publishing(delivery, store, lang))
    assert (ended.code, ended.in_words()) == (1, True), ended.err
    assert FULL_WORDS[lang] in ended.err
    assert files(left) == before


def test_making_the_shareable_edition(small_store: Store) -> None:
    store = small_store
    asking = ["queries", "indicator_rollup", "--tier", "shareable", "--into", store.folder]
    before = files(store.folder)
    ended = with_files_up_to(300_000, *asking)
    assert (ended.code, ended.in_words()) == (1, True), ended.err
    assert all(words in ended.err for words in LIMIT_WORDS.values()), ended.err
    assert files(store.folder) == before
    assert run(*asking).code == 0


@needs_a_disk
def test_making_the_shareable_edition_on_a_disk_that_is_really_full(small_store: Store) -> None:
    store = small_store
    used = sum(-(-path.stat().st_size // 4096) * 4 + 4 for path in store.folder.rglob("*"))
    before = files(store.folder)
    asking = ["queries", "indicator_rollup", "--tier", "shareable", "--into", store.folder]
    ended, left = on_a_disk_of(used + 500, store.folder, *asking)
    assert (ended.code, ended.in_words()) == (1, True), ended.err
    assert all(words in ended.err for words in FULL_WORDS.values()), ended.err
    assert files(left) == before


@pytest.mark.parametrize(
    ("command", "name", "size"),
    [
        ("export", "số liệu.zip", 20_000),
        ("report", "báo cáo.docx", 10_000),
        ("browser", "số liệu.html", 10_000),
    ],
)
def test_exporting_and_writing_the_report(
    command: str, name: str, size: int, store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "ra ngoài" / name
    target.parent.mkdir()
    target.write_bytes(b"of before")
    more = ["--year", "2024"] if command == "report" else ["--lang", "en"]
    before = files(store.folder)
    ended = with_files_up_to(size, "data", command, "--out", target, "--into", store.folder, *more)
    assert (ended.code, ended.in_words()) == (1, True), ended.err
    assert LIMIT_WORDS["vi" if command == "report" else "en"] in ended.err
    assert files(target.parent) == {name: files(target.parent)[name]}
    assert target.read_bytes() == b"of before"
    assert files(store.folder) == before


@needs_a_disk
def test_writing_the_report_on_a_disk_that_is_really_full(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "ra ngoài"
    folder.mkdir()
    (folder / "báo cáo.docx").write_bytes(b"of before")
    writing = ["data", "report", "--year", "2024", "--out", folder / "báo cáo.docx", "--into", store.folder]
    ended, left = on_a_disk_of(20, folder, *writing)
    assert (ended.code, ended.in_words()) == (1, True), ended.err
    assert FULL_WORDS["vi"] in ended.err
    assert [path.name for path in left.iterdir()] == ["báo cáo.docx"]
    assert (left / "báo cáo.docx").read_bytes() == b"of before"


def test_the_log_of_exports_keeps_its_lines(store: Store, tmp_path: Path) -> None:
    """The export fits on the disk; the line that says so does not, and so there is no export."""
    exporting = ["data", "export", "--table", "report_states", "--into", store.folder]
    assert run(*exporting, "--out", tmp_path / "a.zip").code == 0
    log = store.folder / "access.log"
    log.write_bytes(log.read_bytes() * 400)
    size, before = log.stat().st_size + 20, log.read_bytes()
    assert (tmp_path / "a.zip").stat().st_size < size
    ended = with_files_up_to(size, *exporting, "--out", tmp_path / "b.zip")
    assert (ended.code, ended.in_words()) == (1, True), ended.err
    assert log.read_bytes() == before
    assert not (tmp_path / "b.zip").exists()
    assert half_written(tmp_path) == []
    shutil.rmtree(store.folder)
