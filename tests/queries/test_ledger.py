"""Releases of the same schools, one after the other: what the ledger keeps, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from data.publish import publish
from data.store import Snapshot, SnapshotUnreadable, Store
from queries.release import audit, counts
from queries.release import edition as editions
from queries.release.counts import TableWithoutFacet
from queries.release.edition import ENTRY, ReleaseRefused, edition, edition_path
from queries.release.imagined import Imagined
from queries.release.ledger import Ledger
from tests.given.world import AS_OF, World, world, write_csvs


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


#: How many incidents each school has, in each of the snapshots of which these tests make releases.
COUNTS = {
    "first": {"T1": 6, "C1": 0},
    "second": {"T1": 6, "C1": 2},
    "third": {"T1": 6, "C1": 9},
    "many": {"T1": 20, "C1": 19},
    "alone": {"T1": 10, "C1": 12},
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of these snapshots, of which nothing was released yet."""
    folder = tmp_path_factory.mktemp("library")
    paths = {}
    for name, of_school in COUNTS.items():
        store = Store(folder / name / "snapshots")
        publish([write_csvs(incidents(of_school), folder / name / "in")], store, as_of=AS_OF, fresh=True)
        paths[name] = store.path(store.active_id())
    return paths


@pytest.fixture(scope="module", autouse=True)
def _imagined_once() -> Iterator[None]:
    """What could have occurred follows from the plan and the day, which all of these snapshots share."""
    kinds: dict[tuple[int, date], dict[str, tuple[counts.Kind, ...]]] = {}
    begin, definitions = Imagined.__init__, counts.FOLDER

    def knowing(self: Imagined, cursor: duckdb.DuckDBPyConnection) -> None:
        begin(self, cursor)
        if definitions == counts.FOLDER:
            self._kinds = kinds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Imagined, "__init__", knowing)
        yield


def put(library: dict[str, Path], name: str, folder: Path) -> Snapshot:
    """This snapshot in the folder `snapshots` of `folder`, beside those that lie there."""
    store = Store(folder / "snapshots")
    store.folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(library[name], store.folder / library[name].name)
    return store.open(library[name].stem)


def total(snapshot: Snapshot) -> tuple[int | None, int, int | None]:
    """What is told of the incidents of 2024."""
    with edition(snapshot).cursor() as cursor:
        row: tuple[int | None, int, int | None] = cursor.execute(
            "SELECT cases, least, most FROM cells WHERE measure = 'incidents' AND part = 'all' AND year = 2024"
        ).fetchall()[0]
    return row


@pytest.fixture(scope="module")
def made(library: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    """First T1 has 6 incidents and C1 none, then C1 has 2: eight in all would tell them."""
    folder = tmp_path_factory.mktemp("two")
    first = put(library, "first", folder)
    edition(first)
    second = put(library, "second", folder)
    edition(second)
    return first, second


@pytest.fixture
def two(made: tuple[Snapshot, Snapshot], tmp_path: Path) -> tuple[Snapshot, Snapshot]:
    """The same in a folder of its own, to be spoilt."""
    folder = shutil.copytree(made[0].path.parent, tmp_path / "snapshots")
    store = Store(folder)
    return store.open(made[0].id), store.open(made[1].id)


def test_the_second_release_hides_what_only_both_together_would_tell(
    library: dict[str, Path], made: tuple[Snapshot, Snapshot], tmp_path: Path
) -> None:
    first, second = made
    assert total(first) == (6, 6, 6)
    shown, least, most = total(second)
    assert shown is None
    # Of the two that came, 1 to 4 are possible, also for whoever has both.
    assert least <= 7
    assert most is None or most >= 10
    assert total(put(library, "alone", tmp_path)) == (22, 22, 22)


def test_an_edition_that_is_gone_is_rebuilt_as_it_was(two: tuple[Snapshot, Snapshot]) -> None:
    """Also the older one: made anew it would have to hide the six that were shown."""
    for snapshot in two:
        before = _cells(snapshot)
        entry = snapshot.path.with_name(snapshot.id + ENTRY).read_bytes()
        edition_path(snapshot).unlink()
        editions._opened.cache_clear()
        assert _cells(snapshot) == before
        assert snapshot.path.with_name(snapshot.id + ENTRY).read_bytes() == entry


def _cells(snapshot: Snapshot) -> list[tuple[object, ...]]:
    with edition(snapshot).cursor() as cursor:
        return cursor.execute("FROM cells ORDER BY ALL").fetchall()


def _entry_of(number: int) -> Callable[[tuple[Snapshot, Snapshot]], Path]:
    return lambda two: two[number].path.with_name(two[number].id + ENTRY)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("with_edition", [True, False])
def test_a_missing_entry_is_noticed(
    number: int, with_edition: bool, library: dict[str, Path], two: tuple[Snapshot, Snapshot]
) -> None:
    """Whether or not its edition is gone too: by the edition, by the entry after it, or by the head."""
    editions._opened.cache_clear()
    _entry_of(number)(two).unlink()
    if not with_edition:
        edition_path(two[number]).unlink()
    third = put(library, "third", two[0].path.parent.parent)
    for snapshot in (two[number], third):
        with pytest.raises(
            SnapshotUnreadable, match=r"record of what was released, is missing.*[Rr]estore it"
        ):
            edition(snapshot)
    assert not edition_path(third).exists()
    assert not _entry_of(0)((third, third)).exists()


def test_an_entry_of_another_time_is_noticed(
    library: dict[str, Path], two: tuple[Snapshot, Snapshot]
) -> None:
    """An entry that was changed is not the one that the next one names."""
    path = _entry_of(0)(two)
    entry = json.loads(path.read_text())
    entry["blocks"] = entry["blocks"][:-1]
    path.write_text(json.dumps(entry))
    third = put(library, "third", two[0].path.parent.parent)
    with pytest.raises(SnapshotUnreadable, match="entry number 1"):
        edition(third)


def test_a_crash_before_the_head_is_written_loses_nothing(
    library: dict[str, Path], two: tuple[Snapshot, Snapshot]
) -> None:
    """The head may name the entry before the last: the last is there and names it."""
    head = two[0].path.with_name("releases.json")
    head.write_text(json.dumps({"number": 1, "snapshot": two[0].id}))
    third = put(library, "many", two[0].path.parent.parent)
    edition(third)
    assert [entry.number for entry in Ledger(third.path.parent, sample=False).entries] == [1, 2, 3]
    assert json.loads(head.read_text())["number"] == 3


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"sample": false}', '{"sample": false, "snapshot": "x", "number": 1}',
                '{"sample": false, "snapshot": "x", "number": 1, "form": 2, "previous": "", "blocks": [{}]}'],
)  # fmt: skip
def test_a_damaged_entry_is_named_and_nothing_is_released(
    content: str, library: dict[str, Path], tmp_path: Path
) -> None:
    snapshot = put(library, "first", tmp_path)
    (snapshot.path.parent / f"x{ENTRY}").write_text(content)
    with pytest.raises(SnapshotUnreadable, match=r"x\.released\.json.*backup"):
        edition(snapshot)
    assert not edition_path(snapshot).exists()
    assert not list(snapshot.path.parent.glob("*.tmp"))


def test_releases_of_the_sample_are_not_mixed_with_real_ones(made: tuple[Snapshot, Snapshot]) -> None:
    assert Ledger(made[0].path.parent, sample=True).entries == []


def before_form(snapshot: Snapshot, shown: dict[str, bool]) -> None:
    """An entry as the form before wrote it, with the year's incidents and those of one school."""
    cells = [
        ["single_channel.all|district|district|2024", 6, 5, True, not shown["district"]],
        ["single_channel.all|school|T1|2024", 6, 0, True, False],
        ["single_channel.all|district|district|all", 6, 6, True, False],
        ["category|part|fraud|2024", 6, 1, True, False],
    ]
    entry = {"number": 1, "snapshot": snapshot.id, "sample": False, "threshold": 4, "zeros_shown": True, "cells": cells, "constraints": []}  # fmt: skip
    snapshot.path.with_name(snapshot.id + ENTRY).write_text(json.dumps(entry))


@pytest.mark.parametrize("district", [True, False])
def test_an_edition_of_the_form_before_is_rebuilt_as_it_was_recorded(
    district: bool, library: dict[str, Path], tmp_path: Path
) -> None:
    snapshot = put(library, "first", tmp_path)
    before_form(snapshot, {"district": district})
    disclosed = {
        (measure, part, year): (least, most) for measure, part, year, _, least, most, _ in _cells(snapshot)
    }
    assert disclosed["category", "fraud", 2024] == (6, 6)
    # The parts that were shown add up: that much everybody knows.
    assert disclosed["incidents", "all", 2024][0] == 6
    assert (disclosed["incidents", "all", 2024] == (6, 6)) == district
    # What that form did not record is not told now.
    assert disclosed["children", "all", 2024] == (0, None)


def test_a_release_after_one_of_the_form_before_hides_what_both_would_tell(
    library: dict[str, Path], tmp_path: Path
) -> None:
    first = put(library, "first", tmp_path)
    before_form(first, {"district": True})
    second = put(library, "second", tmp_path)
    shown, least, most = total(second)
    assert shown is None
    assert least <= 7
    assert most is None or most >= 10
    assert [entry.number for entry in Ledger(first.path.parent, sample=False).entries] == [1, 2]


def test_a_ledger_that_does_not_fit_its_snapshot_is_refused(two: tuple[Snapshot, Snapshot]) -> None:
    second = two[1]
    path = _entry_of(1)(two)
    entry = json.loads(path.read_text())
    for block in entry["blocks"]:
        for cell in block["cells"]:
            if cell[:2] == ["children", "all"] and block["year"] == 2024:
                cell[2:] = [99, 99]
    path.write_text(json.dumps(entry))
    edition_path(second).unlink()
    editions._opened.cache_clear()
    with pytest.raises(SnapshotUnreadable, match=r"2024 children/all is 99 to 99, but the snapshot counts 8"):
        edition(second)


def test_an_indicator_that_the_release_counts_otherwise_is_refused(
    library: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new measure cannot forget what ties it to others: without a column of its own nothing is released."""
    snapshot = put(library, "first", tmp_path)
    cases = tmp_path / "cases"
    shutil.copytree(counts.FOLDER, cases)
    monkeypatch.setattr(counts, "FOLDER", cases)
    own = (cases / "incidents.sql").read_text(encoding="utf-8")
    for written, instead, fault in (
        ("intake = 'single_point'", "intake = 'school'", r"single_channel counts .* queries/release/cases"),
        ('"single_channel", ', "", "'single_channel' must stand in exactly one"),
    ):
        assert written in own
        (cases / "incidents.sql").write_text(own.replace(written, instead), encoding="utf-8")
        with pytest.raises((ReleaseRefused, TableWithoutFacet), match=fault):
            edition(snapshot)
    without = re.sub(r".* AS single_channel,\n", "", own).replace('"single_channel", ', "")
    (cases / "incidents.sql").write_text(without, encoding="utf-8")
    with pytest.raises(ReleaseRefused, match="nothing of that name"):
        edition(snapshot)
    assert not list(snapshot.path.parent.glob(f"*{ENTRY}"))


def test_a_release_that_would_take_too_long_to_check_tells_no_count(
    library: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "EFFORT", 0)
    snapshot = put(library, "second", tmp_path)
    with edition(snapshot).cursor() as cursor:
        disclosed = (
            "SELECT DISTINCT cases, least, most, state FROM cells WHERE year = 2024 AND measure = 'category'"
        )
        assert cursor.execute(disclosed).fetchall() == [(None, 0, None, "masked")]
        assert cursor.execute("SELECT count(*) FROM cells WHERE least > 0").fetchone() == (0,)


def test_the_entry_keeps_the_cases_and_what_was_told(made: tuple[Snapshot, Snapshot]) -> None:
    entries = Ledger(made[0].path.parent, sample=False).entries
    assert [entry.snapshot for entry in entries] == [snapshot.id for snapshot in made]
    disclosed = entries[0].disclosed["incidents", 2024]
    counts = dict(zip(disclosed.block.cells, disclosed.block.counts.tolist(), strict=True))
    assert counts["incidents", "all"] == 6
    assert counts["category", "fraud"] == 6
    assert disclosed.block.schools == ("C1", "T1")
    assert (
        np.isinf(entries[0].disclosed["incidents", 2024].most).any()
        or (disclosed.least == disclosed.most).all()
    )
    with duckdb.connect(str(edition_path(made[0])), read_only=True) as connection:
        row = connection.execute(
            "SELECT cases FROM cells WHERE measure = 'category' AND part = 'fraud' AND year = 2024"
        )
        assert row.fetchone() == (6,)
