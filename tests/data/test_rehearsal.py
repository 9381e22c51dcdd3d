"""What publishing would change is told before anything is written, and comes true when it is published."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from data.publish import check, publish, rehearse
from data.rehearsal import Effect
from data.store import Store
from data.template import SchoolLine, write_templates
from queries import ask
from tests.data.test_deliveries import fill, school_2024
from tests.given.world import AS_OF, world, write_csvs
from tests.whole.test_faults import folder_bytes

T1 = SchoolLine("T1", "Trường TH Mẫu 91", "TH", (2023, 2024))


@pytest.fixture
def store(published_world: Path) -> Store:
    """The small world, published: T1 has a report for 2024 only, C1 none at all. Nothing is written to it."""
    return Store(published_world)


def copied(store: Store, folder: Path) -> Store:
    """A copy of it that a test may publish upon."""
    return Store(Path(shutil.copytree(store.folder, folder)))


def books(tmp_path: Path) -> dict[int, Path]:
    """T1's workbooks for 2023 and 2024, as they are handed out."""
    paths = write_templates(tmp_path, schools=[T1])
    return dict(zip(T1.years, paths, strict=True))


def told(paths: list[Path], store: Store, fresh: bool = False) -> list[Effect]:
    return list(rehearse(paths, store, as_of=AS_OF, fresh=fresh).effects)


def test_a_filled_workbook_is_new_or_replaces_and_nothing_is_written(store: Store, tmp_path: Path) -> None:
    both = books(tmp_path)
    # 5 grades, staff, 3 answers, 2 activities, an incident, a source of funds, and the receipt: 14 rows.
    fill(both[2024], school_2024(50, "A"))
    rows = school_2024(50, "B")
    rows["activities"], rows["incidents"] = [], []
    fill(both[2023], rows)  # 10 rows
    before = folder_bytes(store.folder)
    second, first = told([both[2024], both[2023]], store)[::-1]
    assert (first.school, first.year, first.state) == ("Trường TH Mẫu 91", 2023, "new")
    assert (first.rows_before, first.rows_after) == (0, 10)
    # There were 5 grades, staff, receipt, 3 answers, an activity, an incident with a removal and a
    # violation, a service, a source of funds: 16 rows.
    assert (second.year, second.state, second.rows_before, second.rows_after) == (2024, "replaced", 16, 14)
    assert folder_bytes(store.folder) == before


def test_a_workbook_sent_again_is_unchanged_and_a_blank_one_empties(store: Store, tmp_path: Path) -> None:
    own = copied(store, tmp_path / "own")
    book = books(tmp_path / "forms")[2024]
    blank = book.read_bytes()
    (effect,) = told([book], own)
    # Only the receipt stays, which a blank workbook never takes back.
    assert (effect.state, effect.rows_before, effect.rows_after) == ("emptied", 16, 1)
    fill(book, school_2024(50, "A"))
    assert publish([book], own, as_of=AS_OF).snapshot_id
    (effect,) = told([book], own)
    assert (effect.state, effect.rows_before, effect.rows_after) == ("unchanged", 14, 14)
    other = books(tmp_path / "other")[2023]
    assert other.read_bytes() != blank
    (effect,) = told([other], own)
    assert (effect.state, effect.rows_before) == ("empty", 0)


def test_a_table_is_replaced_whole(store: Store, tmp_path: Path) -> None:
    tables = world()
    tables["funding"][0]["spent_vnd"] = "7000000"
    folder = write_csvs({"funding": tables["funding"], "services": tables["services"]}, tmp_path)
    effects = {effect.table: effect for effect in told([folder], store)}
    assert effects["funding"].state == "replaced"
    assert effects["services"].state == "unchanged"
    assert [effect.state for effect in told([folder], store, fresh=True)] == ["new", "new"]


def test_who_is_still_awaited_is_who_the_snapshot_says(store: Store, tmp_path: Path) -> None:
    book = books(tmp_path)[2023]
    fill(book, {"staffing": [{"managers": 2, "teachers": 20, "employees": 3}]})
    received = date(2023, 11, 29)
    problems = rehearse([book], store, as_of=AS_OF, received=received)
    # T1 is open throughout, C1 from 15/8/2022 to 31/5/2025: due on 30/11 of each year.
    told = {(row.school_id, row.year) for row in problems.awaited}
    assert told == {("T1", 2021), ("T1", 2022), ("T1", 2025), ("C1", 2022), ("C1", 2023), ("C1", 2024)}
    assert {row.state for row in problems.awaited} == {"missing"}
    own = copied(store, tmp_path / "own")
    publish([book], own, as_of=AS_OF, received=received)
    snapshot = own.active()
    rows = ask(snapshot, "report_reminders").to_pylist()
    snapshot.close()
    assert {(row["school_id"], row["year"]) for row in rows} == told


def test_it_is_told_what_it_is_built_on(published_sample: Path, tmp_path: Path) -> None:
    sample = Store(published_sample)
    tables = world()
    funding = write_csvs({"network_members": tables["network_members"]}, tmp_path / "funding")
    practice = rehearse([funding], sample, as_of=AS_OF)
    assert (practice.on_top, practice.sample) == (True, True)
    real = rehearse([write_csvs(tables, tmp_path / "all")], sample, as_of=AS_OF)
    assert (real.on_top, real.sample) == (False, False)
    assert {effect.state for effect in real.effects} == {"new"}


def test_a_rehearsal_finds_what_a_check_finds(store: Store, tmp_path: Path) -> None:
    tables = world()
    tables["funding"][0]["spent_vnd"] = "x"
    tables["statements"][0]["school_id"] = "T9"
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04")
    paths = [write_csvs({name: tables[name] for name in ("funding", "statements")}, tmp_path)]
    problems = rehearse(paths, store, as_of=AS_OF)
    assert problems.outcome.problems == check(paths, store, as_of=AS_OF).problems
    assert not problems.outcome.clean
    assert problems.awaited == ()
    assert {problem.code for problem in problems.outcome.problems} >= {"broken_workbook", "unknown_reference"}


def test_every_step_is_told_once_and_the_last_is_the_end(store: Store, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    path = write_csvs({"funding": world()["funding"]}, tmp_path)
    rehearse([path], store, as_of=AS_OF, progress=lambda *step: heard.append(step))
    assert [done for done, _, _ in heard] == list(range(1, len(heard) + 1))
    assert {total for _, total, _ in heard} == {len(heard)}
