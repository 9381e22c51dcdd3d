"""Snapshots, editions and the pointer cut short, spoilt or gone: the last good one, or words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data.publish import publish
from data.store import SnapshotUnreadable, Store, UnknownSnapshot
from queries import Reader, ask, questions
from tests.given.world import AS_OF
from tests.whole.faults.ways import files, run

#: Where a file is cut short: in its headers, in its blocks, in its last byte.
SHARES = (0, 0.0005, 0.01, 0.4, 0.99, 1)
POINTERS = (
    b"",
    b"\n",
    b"2025-12-3",
    b"2025-12-31-000000000000\n",
    b"\xff\xfe\0",
    b"../../etc/passwd\n",
    b"0" * 70_000,
)


def cut_short(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: min(int(len(whole) * share), len(whole) - 1)])


@pytest.mark.parametrize("share", SHARES)
def test_a_snapshot_cut_short_anywhere_is_never_half_believed(share: float, store: Store) -> None:
    good, damaged = store.older()[0], store.active_id()
    cut_short(store.path(damaged), share)
    with pytest.raises(SnapshotUnreadable, match=damaged):
        store.active()
    assert store.rollback() == good
    snapshot = store.active()
    assert ask(snapshot, "indicator_rollup").num_rows
    snapshot.close()


def test_a_snapshot_with_any_part_spoilt_answers_truly_or_not_at_all(store: Store) -> None:
    """Each question is answered as by the good file, or SnapshotUnreadable says that none can be."""
    good = store.active()
    wanted = {name: ask(good, name) for name in questions()}
    good.close()
    whole, seen = store.path(good.id).read_bytes(), 0
    spots = random.Random(20211130)
    for _ in range(12):
        spoilt = bytearray(whole)
        at = spots.randrange(len(spoilt))
        spoilt[at : at + 3_000] = spots.randbytes(len(spoilt[at : at + 3_000]))
        path = store.path(good.id)
        path.unlink()
        path.write_bytes(spoilt)
        try:
            snapshot = store.active()
        except SnapshotUnreadable:
            seen += 1
            continue
        for name, answer in wanted.items():
            try:
                assert ask(snapshot, name) == answer
            except SnapshotUnreadable:
                seen += 1
                break
        snapshot.close()
    assert seen


def test_publishing_upon_a_damaged_snapshot_never_starts_from_nothing(store: Store, delivery: Path) -> None:
    """It once did: all that earlier deliveries brought was silently left out of the next snapshot."""
    cut_short(store.path(store.active_id()), 0.5)
    before = files(store.folder)
    with pytest.raises(SnapshotUnreadable):
        publish([delivery], store, as_of=AS_OF)
    assert files(store.folder) == before
    for lang, words in (("vi", "Không đọc được bản số liệu"), ("en", "The snapshot cannot be read")):
        ended = run("data", "publish", delivery, "--into", store.folder, "--lang", lang, "--as-of", AS_OF)
        assert (ended.code, ended.in_words()) == (1, True), ended.err
        assert words in ended.err
        assert "rollback" in ended.err
    # The way out that was named.
    store.rollback()
    assert publish([delivery], store, as_of=AS_OF).snapshot_id


@pytest.mark.parametrize("content", POINTERS)
def test_a_spoilt_pointer_loses_nothing(content: bytes, store: Store, delivery: Path) -> None:
    newest = store.ids()[0]
    (store.folder / "active").write_bytes(content)
    with pytest.raises(SnapshotUnreadable):
        publish([delivery], store, as_of=AS_OF)
    assert store.rollback() == newest
    assert publish([delivery], store, as_of=AS_OF).clean


def test_rolling_back_passes_over_what_cannot_be_read(store: Store, delivery: Path) -> None:
    publish([delivery], store, as_of=AS_OF)
    third, second, first = store.ids()
    cut_short(store.path(second), 0.5)
    assert store.rollback() == first
    cut_short(store.path(third), 0.5)
    cut_short(store.path(first), 0.5)
    with pytest.raises(UnknownSnapshot):
        store.rollback()


@pytest.mark.parametrize("share", [0, 0.4, 0.99])
def test_a_shareable_edition_cut_short_is_said_and_never_made_anew(share: float, shared_store: Store) -> None:
    """It is the record of what was released: a new one might be masked otherwise."""
    store, snapshot = shared_store, shared_store.active()
    edition = store.folder / f"{snapshot.id}.shared.duckdb"
    cut_short(edition, share)
    left = edition.read_bytes()
    with pytest.raises(SnapshotUnreadable, match=edition.name):
        ask(snapshot, "indicator_rollup", reader=Reader(tier="shareable"))
    # Exact figures are still there for those who may see them.
    assert ask(snapshot, "indicator_rollup").num_rows
    snapshot.close()
    out = store.folder.with_name("x.docx")
    for command in (
        ["queries", "indicator_rollup"],
        ["data", "export", "--out", out],
        ["data", "report", "--year", 2024, "--out", out],
    ):
        ended = run(*command, "--tier", "shareable", "--into", store.folder)
        assert (ended.code, ended.in_words()) == (1, True), ended.err
        assert edition.name in ended.err
        assert not out.exists()
    assert edition.read_bytes() == left
