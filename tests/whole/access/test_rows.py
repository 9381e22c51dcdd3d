"""Every question to every role: a principal gets the own school exactly, and of others what all get.

Proved twice: the answers are set beside those of a leader and of a viewer; and a second snapshot, in which
every case of every other school is another one, must give the principal the very same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data.publish import publish
from data.sample import SAMPLE_AS_OF, sample_tables, write_sample
from data.store import Snapshot, Store
from queries import Question, Reader, TierRefused, ask, offered, questions
from tests.given.world import write_csvs

OWN, OTHER = "MAU-06", "MAU-07"
LEADER, VIEWER = Reader("leader"), Reader("viewer", "shareable")
PRINCIPAL = Reader("principal", school=OWN)
ALL = questions()
CHILD = sorted(name for name, each in ALL.items() if each.child)
#: What no principal is told exactly, since other schools enter the answer whatever is chosen.
NEVER = {"ranges", "school_funnel", "row_counts", "school_exposure", "warnings"}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The sample, but with every second case of every other school gone: nothing of the own one changed."""
    folder = tmp_path_factory.mktemp("changed")
    write_sample(folder / "in")
    rows = sample_tables()
    incidents = rows["incidents"]
    gone = {
        row["incident_id"]
        for row in incidents
        if row["school_id"] != OWN and str(row["incident_id"])[-1] in "13579"
    }
    assert len(gone) > 50
    for table in ("incidents", "removals", "violations"):
        kept = [row for row in rows[table] if row.get("incident_id") not in gone]
        assert kept
        write_csvs({table: [_as_text(row) for row in kept]}, folder / "in")
    store = Store(folder / "store")
    outcome = publish([folder / "in"], store, as_of=SAMPLE_AS_OF)
    assert outcome.clean, outcome
    opened = store.active()
    yield opened
    opened.close()


def _as_text(row: dict[str, Any]) -> dict[str, str]:
    texts = {}
    for key, value in row.items():
        text = "" if value is None else str(int(value) if isinstance(value, bool) else value)
        texts[key] = text[:16] if len(text) == 19 and text[10] == " " else text
    return texts


def _params(question: Question, school: str) -> Iterator[dict[str, str]]:
    """The question's own defaults, and each value that each of its parameters may take."""
    given = {"school": school} if "school" in question.params else {}
    if "indicator" in question.params:
        given["indicator"] = "single_channel"
    yield given
    for key, spec in question.params.items():
        for value in spec.get("allowed", ()):
            if value != spec["default"]:
                yield given | {key: value}


def _rows(
    snapshot: Snapshot, name: str, reader: Reader, schools: list[str], params: dict[str, str]
) -> pa.Table | None:
    """The answer, or None where there is none; `offered` must say the same."""
    can = offered(name, reader, schools=schools, **params)
    try:
        rows = ask(snapshot, name, schools=schools, params=params, reader=reader)
    except TierRefused:
        assert not can
        return None
    assert can
    return rows


def test_the_questions_are_those_that_were_thought_through() -> None:
    assert len(CHILD) > 30
    assert {name for name in CHILD if not ALL[name].own} == NEVER
    for name in CHILD:
        question = ALL[name]
        assert question.own in ("", "schools") or question.own in question.params
        assert question.own != "schools" or "schools" in question.used
        assert set(question.others) == set() or question.shareable


@pytest.mark.parametrize("name", CHILD)
def test_the_own_school_is_told_exactly(name: str, snapshot: Snapshot) -> None:
    question = ALL[name]
    for params in _params(question, OWN):
        rows = _rows(snapshot, name, PRINCIPAL, [OWN], params)
        if name in NEVER:
            assert _same(rows, _rows(snapshot, name, VIEWER, [OWN], params))
            continue
        assert rows is not None
        exact = ask(snapshot, name, schools=[OWN], params=params, reader=LEADER)
        own = [column for column in exact.column_names if column not in question.others]
        assert rows.select(own) == exact.select(own)
        if question.others:
            shared = ask(snapshot, name, schools=[OWN], params=params, reader=VIEWER)
            assert rows.select(question.others) == shared.select(question.others)
            assert rows.select(question.others) != exact.select(question.others)


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("schools", [[], [OTHER], [OWN, OTHER]], ids=["all", "another", "two"])
def test_of_others_a_principal_is_told_what_everybody_is(
    name: str, schools: list[str], snapshot: Snapshot
) -> None:
    question = ALL[name]
    for params in _params(question, OTHER):
        theirs = _rows(snapshot, name, VIEWER, schools, params)
        assert _same(_rows(snapshot, name, PRINCIPAL, schools, params), theirs)


@pytest.mark.parametrize("name", sorted(set(CHILD) - NEVER))
def test_what_is_told_exactly_rests_on_no_other_school(
    name: str, snapshot: Snapshot, elsewhere: Snapshot
) -> None:
    question = ALL[name]
    for params in _params(question, OWN):
        here = ask(snapshot, name, schools=[OWN], params=params, reader=LEADER)
        there = ask(elsewhere, name, schools=[OWN], params=params, reader=LEADER)
        own = [column for column in here.column_names if column not in question.others]
        assert here.select(own) == there.select(own)


def test_the_two_snapshots_do_differ(snapshot: Snapshot, elsewhere: Snapshot) -> None:
    """Else nothing would have been proved above."""
    for name in ("incident_months", "clock_board", "indicator_values", "clocks"):
        assert ask(snapshot, name) != ask(elsewhere, name)
    changed = [
        school
        for school in snapshot.school_ids
        if ask(snapshot, "clocks", schools=[school]) != ask(elsewhere, "clocks", schools=[school])
    ]
    assert len(changed) > 15
    assert OWN not in changed
    district = {"school": OWN}
    here, there = (ask(opened, "profile", params=district) for opened in (snapshot, elsewhere))
    assert here["all_denominator"] != there["all_denominator"]


def test_no_small_count_of_another_school_is_in_the_answers(snapshot: Snapshot) -> None:
    """The sample has schools with one to four incidents in a year; a principal sees his or her own only."""
    small = {
        (row["school_id"], row["year"]): row["denominator"]
        for row in ask(snapshot, "indicator_values", reader=LEADER).to_pylist()
        if row["indicator"] == "single_channel" and row["denominator"] in (1, 2, 3, 4)
    }
    assert sum(school == OWN for school, _ in small) >= 1
    assert sum(school != OWN for school, _ in small) > 20
    everywhere = ask(snapshot, "indicator_values", reader=PRINCIPAL)
    masked = everywhere.filter(pc.equal(everywhere["indicator"], "single_channel")).to_pylist()
    seen = {(row["school_id"], row["year"]): row["denominator"] for row in masked}
    assert {key: seen[key] for key in small} == dict.fromkeys(small)
    own = ask(snapshot, "indicator_values", schools=[OWN], reader=PRINCIPAL).to_pylist()
    small_counts = {
        (row["school_id"], row["year"]): row["denominator"]
        for row in own
        if row["indicator"] == "single_channel"
    }
    assert {key: small_counts[key] for key in small if key[0] == OWN} == {
        key: small[key] for key in small if key[0] == OWN
    }


def test_as_others_see_it_a_principal_sees_no_more_than_they(snapshot: Snapshot) -> None:
    looking = Reader("principal", "shareable", OWN)
    for name in CHILD:
        for params in _params(ALL[name], OWN):
            assert _same(
                _rows(snapshot, name, looking, [OWN], params), _rows(snapshot, name, VIEWER, [OWN], params)
            )


def _same(one: pa.Table | None, other: pa.Table | None) -> bool:
    return (one is None and other is None) or (one is not None and other is not None and one.equals(other))
