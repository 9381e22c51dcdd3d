"""Releases of the same schools, one after the other: what the ledger keeps, and what two of them tell together."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from data.publish import publish
from data.store import Snapshot, SnapshotUnreadable, Store
from queries.disclosure import release as released
from queries.disclosure.edition import edition, edition_path
from queries.disclosure.ledger import Ledger
from queries.disclosure.mask import ReleaseRefused
from queries.disclosure.system import System
from tests.outsider import equations, pinned
from tests.world import AS_OF, World, world, write_csvs

WHOLE = "single_channel.all|district|district|2024"


def incidents(counts: dict[str, int]) -> World:
    """A world in which each school has so many incidents, all alike, and nothing else to mask."""
    tables = world()
    case = tables["incidents"][0]
    tables["removals"], tables["violations"] = [], []
    tables["incidents"] = [
        {**case, "incident_id": f"VV-{school}{number}", "school_id": school}
        for school, count in counts.items()
        for number in range(count)
    ]
    return tables


def published(folder: Path, name: str, counts: dict[str, int]) -> Snapshot:
    store = Store(folder / "snapshots")
    publish([write_csvs(incidents(counts), folder / name)], store, as_of=AS_OF, fresh=True)
    return store.active()


def truth(snapshot: Snapshot) -> dict[str, int]:
    with snapshot.cursor() as cursor:
        return {cell.name: cell.count for cell in released.release(cursor).cells}


def shown(snapshot: Snapshot) -> dict[str, int]:
    """What the edition shows, by the names of the release."""
    with edition(snapshot).cursor() as cursor:
        rows = cursor.execute("FROM cells WHERE cases IS NOT NULL").fetchall()
    return {f"{measure}|{kind}|{place}|{year or 'all'}": cases for measure, kind, place, year, cases in rows}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    """Two incidents arrive at C1 between two releases, where there was none."""
    folder = tmp_path_factory.mktemp("two")
    first = published(folder, "first", {"T1": 6, "C1": 0})
    edition(first)
    second = published(folder, "second", {"T1": 6, "C1": 2})
    edition(second)
    assert first.id != second.id
    return first, second


def test_two_releases_give_nothing_away_beside_each_other(two: tuple[Snapshot, Snapshot]) -> None:
    """An attacker of another make, who knows which counts stayed as they were, has both editions."""
    before, after = map(truth, two)
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed

    def first(name: str) -> str:
        return f"{name}|first" if name in changed else name

    both = after | {first(name): count for name, count in before.items()}
    seen = shown(two[1]) | {first(name): count for name, count in shown(two[0]).items()}
    sums = equations(after) + [(first(total), list(map(first, parts))) for total, parts in equations(before)]
    small = sorted(name for name, count in both.items() if 1 <= count <= 4)
    assert not set(small) & set(seen)
    assert len(small) >= 5
    assert list(pinned(seen, both, sums, small)) == []


def test_what_did_not_change_is_shown_or_masked_as_before(two: tuple[Snapshot, Snapshot]) -> None:
    before, after = map(truth, two)
    one, other = map(shown, two)
    for name in before:
        if after.get(name) == before[name]:
            assert (name in one) == (name in other), name


def test_alone_the_second_release_would_show_what_must_now_be_masked(
    two: tuple[Snapshot, Snapshot], tmp_path: Path
) -> None:
    """8 incidents in all, where T1's 6 are known from before: the total would say that C1 has 2."""
    alone = published(tmp_path, "second", {"T1": 6, "C1": 2})
    assert WHOLE in shown(alone)
    assert WHOLE not in shown(two[1])


def test_the_ledger_outlives_the_snapshot(two: tuple[Snapshot, Snapshot], tmp_path: Path) -> None:
    first, second = two
    entry = f"{first.id}.released.json"
    (tmp_path / entry).write_bytes((first.path.parent / entry).read_bytes())
    ((before, masked),) = Ledger(tmp_path, sample=False).before(second.id)
    told = {cell.name for cell, hidden in zip(before.cells, masked, strict=True) if not hidden}
    assert told == set(shown(first))
    assert {cell.name: cell.count for cell in before.cells} == truth(first)
    with first.cursor() as cursor:
        assert before.constraints == released.release(cursor).constraints


def test_releases_of_the_sample_are_not_mixed_with_real_ones(two: tuple[Snapshot, Snapshot]) -> None:
    assert Ledger(two[0].path.parent, sample=True).before("any") == []


def test_releases_are_numbered_as_they_were_made(two: tuple[Snapshot, Snapshot]) -> None:
    folder = two[0].path.parent
    numbers = {
        snapshot.id: json.loads((folder / f"{snapshot.id}.released.json").read_text())["number"]
        for snapshot in two
    }
    assert numbers == {two[0].id: 1, two[1].id: 2}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"sample": false}',
        '{"sample": false, "snapshot": "x"',
        '{"sample": false, "snapshot": "x", "number": 1}',
    ],
)
def test_a_damaged_ledger_is_said(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.released.json").write_text(content)
    with pytest.raises(SnapshotUnreadable, match=r"x\.released\.json.*backup"):
        Ledger(tmp_path, sample=False).before("any")


def test_beside_a_damaged_ledger_nothing_is_released(tmp_path: Path) -> None:
    snapshot = published(tmp_path, "first", {"T1": 6})
    (snapshot.path.parent / "x.released.json").write_text("{")
    with pytest.raises(SnapshotUnreadable):
        edition(snapshot)
    assert not edition_path(snapshot).exists()
    assert not list(snapshot.path.parent.glob("*.tmp"))


def test_a_refused_release_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The threshold goes up after a 6 was shown: no edition, no entry, and the words name the table."""
    first = published(tmp_path, "first", {"T1": 6, "C1": 8})
    assert shown(first)["single_channel.all|school|T1|2024"] == 6
    second = published(tmp_path, "second", {"T1": 6, "C1": 9})
    careful = released.release

    def with_a_higher_threshold(cursor: duckdb.DuckDBPyConnection) -> System:
        return replace(careful(cursor), threshold=7)

    monkeypatch.setattr(released, "release", with_a_higher_threshold)
    with pytest.raises(ReleaseRefused, match="shared_schools = 0"):
        edition(second)
    assert not edition_path(second).exists()
    assert not list(second.path.parent.glob(f"{second.id}.*released*"))
    assert not list(second.path.parent.glob("*.tmp"))
