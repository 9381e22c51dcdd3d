"""The attack of another make on real releases: from every seat, on the sample, on worlds made by chance, in a row.

`ATTACKED=200 python -m pytest tests/whole/test_attack.py` attacks so many worlds, and a tenth as many histories of five
releases; the test command asks for a few, always the same.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.publish import SAMPLE, publish
from data.store import Snapshot, Store
from queries.release.edition import edition
from tests.given.attackers import Shown, finds
from tests.given.counting import Cell, World, read_tables
from tests.given.outside import everything, more_than_told, not_read
from tests.given.world import AS_OF
from tests.given.worlds import releases, world, write

ATTACKED = int(os.environ.get("ATTACKED", "3"))
#: The first world: that of seed 0 is large, and attacked in a long run.
FIRST = 0 if ATTACKED > 10 else 1
#: How many releases in a row.
RELEASES = 5 if ATTACKED > 10 else 3
#: Worlds of the long run in which something was worked out once: the month that is not over yet is what
#: its year leaves beside the months that are; and the incidents that did not come by the single channel.
FINDS = (73, 126)
#: What the attack calls otherwise.
NAMES = {("children", "all"): ("incidents", "children"), ("still_open", "all"): ("incidents", "open")}


def told(snapshot: Snapshot) -> dict[Cell, Shown]:
    """What the edition tells of every count."""
    with edition(snapshot).cursor() as cursor:
        rows = cursor.execute("SELECT measure, part, year, least, most FROM cells").fetchall()
    return {
        (*NAMES.get((measure, part), (measure, part)), year): Shown(least, most)
        for measure, part, year, least, most in rows
    }


def released(of: World, store: Store, folder: Path) -> dict[Cell, Shown]:
    """The world published and released beside what was released in this folder before."""
    outcome = publish([write(of, folder)], store, as_of=of.as_of, fresh=True)
    assert outcome.clean, outcome.problems[:3]
    return told(store.active())


def test_from_no_seat_can_a_small_count_of_the_sample_be_worked_out(snapshot: Snapshot) -> None:
    sample = World(read_tables(SAMPLE), AS_OF)
    shared = told(snapshot)
    assert len(shared) > 600
    assert list(map(str, finds([sample], [shared]))) == []


def test_nothing_tells_more_than_the_cells(snapshot: Snapshot, tmp_path: Path) -> None:
    """Every question that a viewer is offered, with every choice, and the ZIP."""
    answers = everything(snapshot, tmp_path, every=1 if ATTACKED > 10 else 4)
    assert len(answers) > 250
    assert more_than_told(told(snapshot), answers, sorted(snapshot.years)) == []
    # These name schools, with states and no counts of cases, count sessions, or are the ranges themselves.
    assert not_read(answers) <= {
        "ranges", "map_years", "map_units", "attention",
        "inside", "inside_counts", "school_questions", "sessions_needed",
    }  # fmt: skip


@pytest.mark.parametrize("seed", sorted({*range(FIRST, ATTACKED), *FINDS}))
def test_from_no_seat_can_a_small_count_of_any_world_be_worked_out(seed: int, tmp_path: Path) -> None:
    of = world(seed)
    shared = released(of, Store(tmp_path / "store"), tmp_path / "in")
    assert list(map(str, finds([of], [shared]))) == []


def begun_in(of: World, year: str) -> World:
    """The world with no cases but those that began in that year."""
    begins = {"incidents": "received_at", "removals": "requested_at", "violations": "found_on"}
    tables = {
        table: frame[frame[begins[table]].str.startswith(year)] if table in begins else frame
        for table, frame in of.tables.items()
    }
    left = set(tables["incidents"]["incident_id"])
    tables["removals"] = tables["removals"][tables["removals"]["incident_id"].isin(left)]
    tables["violations"] = tables["violations"][tables["violations"]["incident_id"].isin({*left, ""})]
    return World(tables, of.as_of, of.plan)


def test_three_cases_in_two_releases_give_nothing_away_together(tmp_path: Path) -> None:
    """Few cases show little of what could have been: a second release once ruled out what the first had left."""
    worlds = [begun_in(of, "2021") for of in releases(3, 2)]
    assert [len(of.rows("incidents")) for of in worlds] == [3, 3]
    store = Store(tmp_path / "store")
    shared = [released(of, store, tmp_path / f"in{number}") for number, of in enumerate(worlds)]
    assert list(map(str, finds(worlds, shared, ways_known=True))) == []


@pytest.mark.parametrize("seed", range(max(1, ATTACKED // 10)))
def test_releases_in_a_row_give_nothing_away_together(seed: int, tmp_path: Path) -> None:
    """Of every count it is known whether it rose, fell or stayed.

    Such news may rule out a value by itself: a count of 1 to 5 that fell is at most 4. What is found at a
    release must therefore be found without that release too, from the news and from what was told before.
    """
    worlds = releases(seed, RELEASES)
    store = Store(tmp_path / "store")
    shared = [released(of, store, tmp_path / f"in{number}") for number, of in enumerate(worlds)]
    if not finds(worlds, shared, ways_known=True):
        return
    for number in range(1, len(worlds) + 1):
        silent = dict.fromkeys(shared[number - 1], Shown(0, None))
        by_news = finds(worlds[:number], [*shared[: number - 1], silent], ways_known=True)
        gains = finds(worlds[:number], shared[:number], ways_known=True)
        assert set(map(str, gains)) <= set(map(str, by_news)), number
