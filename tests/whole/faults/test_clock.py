"""A clock that was set back: to files already there, it is as if they came from the future."""

from __future__ import annotations

import os
from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest

from data import publish as publishing
from data.publish import publish
from data.store import Store
from tests.given.world import AS_OF, world, write_csvs

YEAR = 365 * 86_400 * 10**9


def from_the_future(folder: Path) -> None:
    """Every file as it looks after the clock was set back by a year."""
    for path in folder.rglob("*"):
        now = path.stat().st_mtime_ns
        os.utime(path, ns=(now + YEAR, now + YEAR))


def test_the_snapshot_published_last_is_the_newest(store: Store, delivery: Path) -> None:
    second = store.active_id()
    (first,) = store.older()
    from_the_future(store.folder)
    third = publish([delivery], store, as_of=AS_OF).snapshot_id
    assert store.ids() == [third, second, first]
    assert store.older() == [second, first]
    # Rolled back step by step, as on any other day.
    assert store.rollback() == second
    assert store.rollback() == first


def test_a_lost_pointer_is_stood_in_for_by_the_one_published_last(store: Store, delivery: Path) -> None:
    from_the_future(store.folder)
    third = publish([delivery], store, as_of=AS_OF).snapshot_id
    (store.folder / "active").unlink()
    assert store.rollback() == third


def test_neither_id_nor_as_of_comes_from_the_clock(
    store: Store, delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = publish([delivery], store, as_of=AS_OF).snapshot_id
    other = Store(tmp_path / "other")
    tables = world()

    class Past(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Past:
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(publishing, "datetime", Past)
    publish([write_csvs(tables, tmp_path / "first")], other, as_of=AS_OF, fresh=True)
    tables["funding"][0]["spent_vnd"] = "7000000"
    publish([write_csvs({"funding": tables["funding"]}, tmp_path / "second")], other, as_of=AS_OF)
    assert publish([delivery], other, as_of=AS_OF).snapshot_id == here
    snapshot = other.active()
    assert (snapshot.as_of, snapshot.built_at.year) == (AS_OF, 2001)
    snapshot.close()


def test_a_day_in_the_past_by_the_clock_is_refused_in_words(
    store: Store, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --as-of the clock says the day: one before what was reported is noticed, not believed."""
    active = store.active_id()
    monkeypatch.setattr(publishing, "today", lambda: date(2022, 1, 1))
    outcome = publish([delivery], store)
    assert not outcome.clean
    assert "after_as_of" in {problem.code for problem in outcome.problems}
    assert store.active_id() == active
