"""Which files of a delivery can be published while the others wait: alone they must be right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.problems import Problem
from data.publish import rehearse
from data.ready import Sorting, sort_out
from data.store import Store
from tests.given.world import AS_OF, world, write_csvs


def sorted_out(paths: list[Path], store: Store) -> Sorting:
    def quiet(done: int, total: int, what: str) -> None:
        assert 0 < done <= total, what

    return sort_out(paths, store, as_of=AS_OF, received=None, fresh=False, progress=quiet)


@pytest.fixture
def store(published_world: Path) -> Store:
    return Store(published_world)


def spoilt(folder: Path, name: str) -> Path:
    """A CSV of the world whose last row stands in it twice."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    return path


def test_a_clean_delivery_is_ready_as_it_is(store: Store, tmp_path: Path) -> None:
    folder = write_csvs(world(), tmp_path / "in")
    delivery = sorted_out([folder / "funding.csv", folder / "staffing.csv"], store)
    assert set(delivery.ready) == {"funding.csv", "staffing.csv"}
    assert delivery.waiting == ()
    assert delivery.rehearsal.outcome.clean


def test_what_has_an_error_waits_and_the_rest_is_ready(store: Store, tmp_path: Path) -> None:
    folder = write_csvs(world(), tmp_path / "in")
    bad = spoilt(folder, "funding.csv")
    delivery = sorted_out([bad, folder / "staffing.csv"], store)
    assert set(delivery.ready) == {"staffing.csv"}
    assert delivery.waiting == ("funding.csv",)
    # What is ready is right alone, and every mistake of the other one is still told.
    assert rehearse(list(delivery.ready.values()), store, as_of=AS_OF).outcome.clean
    everything = rehearse([bad, folder / "staffing.csv"], store, as_of=AS_OF).outcome.problems
    assert set(map(line, everything)) <= set(map(line, delivery.problems))
    assert {effect.file for effect in delivery.effects} == {"funding.csv", "staffing.csv"}


def test_what_needs_a_file_that_waits_waits_too(tmp_path: Path) -> None:
    """Nothing is published yet: the rows of staff name schools that only the spoilt register holds."""
    folder = write_csvs(world(), tmp_path / "in")
    spoilt(folder, "schools.csv")
    delivery = sorted_out([folder / "schools.csv", folder / "staffing.csv"], Store(tmp_path / "empty"))
    assert not delivery.ready
    assert not delivery.rehearsal.outcome.clean


def test_where_all_have_errors_nothing_is_ready(store: Store, tmp_path: Path) -> None:
    folder = write_csvs(world(), tmp_path / "in")
    delivery = sorted_out([spoilt(folder, "funding.csv"), spoilt(folder, "staffing.csv")], store)
    assert not delivery.ready
    assert set(delivery.waiting) == {"funding.csv", "staffing.csv"}


def test_two_files_of_one_name_are_told_apart(store: Store, tmp_path: Path) -> None:
    """Of two CSVs of staff nobody knows which counts: where one repeats the rows of the other, both wait."""
    one, two = (write_csvs(world(), tmp_path / name) / "staffing.csv" for name in ("one", "two"))
    delivery = sorted_out([one, two], store)
    assert delivery.names == ("one/staffing.csv", "two/staffing.csv")
    assert not delivery.ready


def test_a_day_before_an_entry_is_an_error_of_its_file_only(store: Store, tmp_path: Path) -> None:
    folder = write_csvs(world(), tmp_path / "in")
    early = sort_out(
        [folder / "staffing.csv"],
        store,
        as_of=date(2021, 1, 2),
        received=None,
        fresh=False,
        progress=lambda *_: None,
    )
    # What was published before has entries after that day: no file of these can mend that.
    assert not early.ready


def line(problem: Problem) -> str:
    return problem.line("en")
