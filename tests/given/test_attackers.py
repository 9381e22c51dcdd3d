"""The attack itself: worked by hand, against counting out every world, and against the product's exact answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from data.contract import TABLES
from data.publish import SAMPLE, check, publish
from data.store import Snapshot, Store
from queries import ask
from tests.given.attackers import (
    MASKED,
    STRANGER,
    Attack,
    Population,
    Shown,
    blocks,
    exactly,
    finds,
    population,
)
from tests.given.counting import INCIDENT_CLOCKS, PARTS, STATES, Cell, World, counts, read_tables
from tests.given.world import Row
from tests.given.worlds import releases, world, write

AS_OF = date(2025, 12, 31)
ALL = frozenset({1, 2, 3, 4})


def district(as_of: date = AS_OF, **tables: Sequence[Row]) -> World:
    """A world of these rows; what they leave out is empty."""
    frames = {
        name: pd.DataFrame(tables.get(name, []), columns=pd.Index(TABLES[name].names), dtype=str).fillna("")
        for name in ("schools", "incidents", "removals", "violations")
    }
    return World(frames, as_of)


def incident(number: int, received: str = "2024-03-06 09:00", **cells: str) -> Row:
    usual = {
        "school_id": "S01",
        "category": "fraud",
        "platform": "zalo",
        "intake": "school",
        "severity": "low",
    }
    return usual | {"incident_id": f"VV-{number}", "children": "1", "received_at": received} | cells


def violation(number: int, result: str, handled: str = "") -> Row:
    handling = "reminder" if handled else ""
    row = {"violation_id": f"VP-{number}", "subject": "individual", "source": "detected", "platform": "zalo"}
    return row | {"found_on": result, "handled_on": handled, "handling": handling}


def possible(of: World, shown: Mapping[Cell, Shown], cell: Cell, seat: str = STRANGER) -> frozenset[int]:
    (attack,) = [attack for attack in blocks([of], [shown]) if cell in attack.cells]
    return attack.possible(seat, cell)


# Worked by hand.


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (["01", "02", "03", "04", "05"], {1}),
        ([f"{month:02}" for month in range(1, 10)], {1}),
        # Six in five months: four of one and one of two.
        (["01", "01", "02", "03", "04", "05"], {1, 2}),
        # Eight in five months: 4 is 8 less 1 in each of the others.
        (["01", "01", "01", "01", "02", "03", "04", "05"], {1, 2, 3, 4}),
    ],
)
def test_masked_months_of_a_year_that_is_shown(received: list[str], expected: set[int]) -> None:
    of = district(incidents=[incident(n, f"2024-{month}-06 09:00") for n, month in enumerate(received)])
    shown: dict[Cell, Shown] = {("incidents", "all", 2024): exactly(len(received))}
    for month in range(1, 13):
        shown["month", f"2024-{month:02}", 2024] = MASKED if f"{month:02}" in received else exactly(0)
    for name in set(received):
        assert possible(of, shown, ("month", f"2024-{name}", 2024)) == expected


def test_violations_running_are_those_that_did_not_fall_due() -> None:
    of = district(
        violations=[violation(n, "2025-03-03", "2025-03-10") for n in range(112)]
        + [violation(112, "2025-12-30")]
    )
    running: Cell = ("clock.violation", "running", 2025)
    shown: dict[Cell, Shown] = {
        ("violations_handled", "all", 2025): exactly(113),
        ("clock.violation", "fell_due", 2025): exactly(112),
        running: MASKED,
    }
    assert possible(of, shown, running) == {1}
    assert possible(of, {running: MASKED}, running) == ALL
    # Whoever was found in 2024 cannot be running at the end of 2025.
    assert possible(of, {}, ("clock.violation", "running", 2024)) == set()


def test_a_principal_takes_away_what_is_the_own_schools() -> None:
    rows = [incident(n, school_id="S01" if n < 4 else "S02", category="overuse") for n in range(6)]
    of = district(incidents=[*rows, *(incident(n, school_id="S03") for n in range(6, 20))])
    cell: Cell = ("category", "overuse", 2024)
    assert possible(of, {cell: exactly(6)}, cell, "S01") == {2}
    assert possible(of, {cell: Shown(5)}, cell, "S01") == ALL
    # At most 6, and 4 are one's own.
    assert possible(of, {cell: Shown(0, 6)}, cell, "S01") == {1, 2}
    (find,) = [find for find in finds([of], [{cell: Shown(4, 6)}]) if find.seat == "S01"]
    assert (find.cell, find.count, set(find.possible)) == (cell, 2, {1, 2})
    # From the other side: 2 of one's own, 4 of the others.
    assert possible(of, {cell: exactly(6)}, cell, "S02") == {4}


def test_two_masked_cells_that_add_up_to_4() -> None:
    rows = [incident(n, platform="zalo" if n else "game") for n in range(4)]
    of = district(incidents=[*rows, *(incident(n, platform="tiktok") for n in range(4, 12))])
    shown: dict[Cell, Shown] = {
        ("platform", name, 2024): exactly(0) for name in TABLES["incidents"].column("platform").allowed
    }
    shown |= {("platform", "tiktok", 2024): exactly(8), ("incidents", "all", 2024): exactly(12)}
    shown |= {("platform", "zalo", 2024): MASKED, ("platform", "game", 2024): MASKED}
    assert possible(of, shown, ("platform", "zalo", 2024)) == {1, 2, 3}
    assert possible(of, shown, ("platform", "game", 2024)) == {1, 2, 3}


def test_five_over_two_years_told_as_one_sum() -> None:
    of = district(incidents=[incident(n, f"202{3 + (n > 0)}-03-06 09:00") for n in range(3)])
    shown: dict[Cell, Shown] = {("incidents", "all", year): exactly(0) for year in (2021, 2022, 2025)}
    shown |= {("incidents", "all", year): MASKED for year in (2023, 2024)}
    assert possible(of, shown, ("incidents", "all", 2023)) == ALL
    shown["incidents", "all", None] = exactly(3)
    assert possible(of, shown, ("incidents", "all", 2023)) == {1, 2}


#: Every link: what is true, what is told of it exactly, and which cell is then pinned to its one value.
LINKS = [
    ("category", "fraud", [("incidents", "all"), *(("category", other) for other in TABLES["incidents"].column("category").allowed if other != "fraud")]),
    ("severity", "emergency", [("incidents", "all"), ("severity", "low"), ("severity", "medium"), ("severity", "high")]),
    ("age_band", "not_recorded", [("incidents", "all"), *(("age_band", band) for band in TABLES["incidents"].column("age_band").allowed)]),
    ("incidents", "void", [("incidents", "all"), ("clock.plan", "all")]),
    ("incidents", "void", [("incidents", "all"), ("clock.closure", "all")]),
    ("clock.support", "all", [("clock.plan", "all")]),
    ("clock.closure", "all", [("clock.support", "all")]),
    ("clock.emergency", "all", [("severity", "emergency"), ("incidents", "void")]),
    ("incidents", "open", [("clock.closure", "running"), ("clock.closure", "overdue")]),
    ("clock.closure", "running", [("incidents", "open"), ("clock.closure", "overdue")]),
    ("clock.referral", "running", [("clock.referral", "all"), ("clock.referral", "fell_due"), ("clock.referral", "ended_otherwise")]),
    ("clock.plan", "late", [("clock.plan", "fell_due"), ("clock.plan", "on_time"), ("clock.plan", "overdue")]),
    ("single_channel", "done", [("intake", "single_point")]),
    ("single_channel", "rest", [("incidents", "all"), ("intake", "single_point")]),
    ("provider_reports", "done", [("intake", "provider_auto")]),
    ("victims_supported", "rest", [("victims_supported", "all"), ("victims_supported", "done")]),
    ("content_removed", "all", [("clock.removal", "all")]),
    ("clock.removal", "running", [("content_removed", "all"), ("clock.removal", "fell_due"), ("clock.removal", "ended_otherwise")]),
    ("clock.removal", "overdue", [("content_removed", "rest"), ("clock.removal", "running"), ("clock.removal", "ended_otherwise")]),
    ("violations_handled", "rest", [("clock.violation", "running"), ("clock.violation", "overdue")]),
    ("violations_handled", "done", [("clock.violation", "on_time"), ("clock.violation", "late")]),
    ("violations_handled", "all", [("clock.violation", "all"), ("clock.violation", "ended_otherwise")]),
]  # fmt: skip


def little() -> World:
    """One to four in every cell of 2025 that a link of the definitions reaches, none ended as void."""
    base = [
        incident(1, "2025-12-31 23:00", severity="emergency", intake="single_point", age_band="15"),
        incident(2, "2025-12-31 23:30", severity="medium", intake="provider_auto", category="overuse"),
        incident(3, "2025-03-03 08:00", severity="high", plan_issued_at="2025-03-20 08:00", children="2",
                 support_requested_at="2025-03-04 08:00", support_started_at="2025-03-04 09:00"),
        incident(4, "2025-03-03 08:00", plan_issued_at="2025-03-04 08:00", intake="police",
                 support_requested_at="2025-03-04 08:00"),
    ]  # fmt: skip
    removals = [
        {"removal_id": f"GB-{n}", "incident_id": "VV-3", "platform": "zalo", "refused": "0", "removed_at": removed, "requested_at": requested}
        for n, (requested, removed) in enumerate([("2025-03-03 09:00", "2025-03-03 10:00"), ("2025-03-03 09:00", ""), ("2025-12-31 22:00", "")])
    ]  # fmt: skip
    violations = [
        violation(1, "2025-03-03", "2025-03-04"), violation(2, "2025-03-03", "2025-12-03"),
        violation(3, "2025-03-03"), violation(4, "2025-12-30"),
    ]  # fmt: skip
    void = [incident(5, "2025-03-03 08:00", outcome="unfounded", closed_at="2025-03-04 08:00")]
    return district(incidents=[*base, *void], removals=removals, violations=violations)


@pytest.mark.parametrize(("measure", "part", "by"), LINKS)
def test_links_that_the_definitions_make(measure: str, part: str, by: Sequence[tuple[str, str]]) -> None:
    of = little()
    true, cell = counts(of), (measure, part, 2025)
    shown: dict[Cell, Shown] = {(*name, 2025): exactly(true[*name, 2025]) for name in by}
    # An emergency may be one of the void ones: only where there is none is the link an equality.
    if measure == "clock.emergency":
        rows = [row for row in of.rows("incidents") if row["outcome"] != "unfounded"]
        of = district(incidents=[dict(row) for row in rows])
        shown["incidents", "void", 2025] = exactly(0)
    if not 1 <= true[cell] <= 4:
        # What lies above is told of one record more or fewer in the same way: look at the cell's own range.
        shown[cell] = Shown(0)
        assert possible(of, shown, cell) == set(), (cell, true[cell])
        return
    assert possible(of, shown, cell) == {true[cell]}
    del shown[(*by[0], 2025)]
    assert len(possible(of, shown, cell)) > 1


@pytest.mark.parametrize(
    ("shown", "cell", "expected"),
    [
        # Void ones end otherwise on every clock of theirs: no more of them than of those.
        ({("clock.closure", "ended_otherwise"): 2}, ("incidents", "void"), {1, 2}),
        ({("incidents", "void"): 3, ("clock.closure", "ended_otherwise"): 4}, ("clock.plan", "ended_otherwise"), {3, 4}),
        # Each incident has at least one child, each support case too.
        ({("incidents", "children"): 3}, ("incidents", "all"), {1, 2, 3}),
        ({("victims_supported", "done"): 2}, ("clock.support", "on_time"), {1, 2}),
        # Who is of severity emergency and who is void: no emergency clock more.
        ({("severity", "emergency"): 1, ("incidents", "void"): 2}, ("clock.emergency", "all"), {1, 2, 3}),
        ({("violations_handled", "all"): 2}, ("staff_cases_handled", "all"), {1, 2}),
        ({("violations_handled", "rest"): 1}, ("staff_cases_handled", "rest"), {1}),
        # Who runs within 24 hours has come within 30 days, and is not past those.
        ({("incidents", "all"): 5, ("clock.closure", "overdue"): 3}, ("clock.referral", "running"), {1, 2}),
        # An incident that is resolved or open goes on running on its other clocks; one withdrawn does not.
        ({("incidents", "all"): 5, ("incidents", "void"): 0, ("clock.closure", "ended_otherwise"): 3}, ("clock.plan", "running"), {1, 2}),
        # A removal outlives its incident, unless that was void: done or not, it then ended otherwise.
        ({("content_removed", "rest"): 3, ("clock.removal", "running"): 1, ("clock.removal", "overdue"): 0}, ("clock.removal", "ended_otherwise"), {2, 3, 4}),
    ],
)  # fmt: skip
def test_links_that_are_ranges(
    shown: Mapping[tuple[str, str], int], cell: tuple[str, str], expected: set[int]
) -> None:
    """From nothing but what is told, whatever the true world."""
    kind = {"content_removed": "removal", "violations_handled": "violation"}.get(
        next(iter(shown))[0], "incident"
    )
    supposed = {(*name, 2025): exactly(number) for name, number in shown.items()}
    attack = Attack([(population(district(), kind, [2025]), supposed)], supposed=True)
    assert attack.possible(STRANGER, (*cell, 2025)) == expected


# Releases in a row, and tables of three dimensions with all their margins.


def table(inner: np.ndarray) -> Population:
    """The inner cells as kinds; a margin's place has None for each dimension added up."""
    cells = {}
    for place in product(*([*range(size), None] for size in inner.shape)):
        inside = product(
            *(range(size) if at is None else [at] for at, size in zip(place, inner.shape, strict=True))
        )
        cells[place] = dict.fromkeys(inside, 1)
    return Population(cells, {place: int(inner[place]) for place in np.ndindex(inner.shape)})


HISTORY = [
    np.array([[[2, 4], [7, 0]], [[3, 11], [0, 7]]]),
    np.array([[[3, 4], [7, 2]], [[3, 11], [0, 8]]]),
    np.array([[[4, 4], [7, 2]], [[3, 11], [0, 8]]]),
]  # fmt: skip


def shown_but(inner: np.ndarray, *masked: tuple[int | None, ...]) -> dict[object, Shown]:
    """All cells of the table exactly, but these masked."""
    of = table(inner)
    values = of.matrix @ of.vector(of.everybody)
    return {
        cell: MASKED if cell in masked else exactly(int(value))
        for cell, value in zip(of.cells, values, strict=True)
    }


#: Four inner cells that add up in two ways, and the sums that would tell each of them.
RING = ((0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 0, 1))
MARGINS = ((0, None, 0), (0, None, 1), (1, None, 0), (1, None, 1))


def test_a_masked_cell_is_what_its_margins_leave() -> None:
    alone = Attack([(table(HISTORY[0]), shown_but(HISTORY[0], (0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 0, 1)))])
    result = {find.cell: set(find.possible) for find in alone.finds()}
    # 9 less 7 shown below it, 4 less 0, 3 less 0; the fourth is 11, and no small count.
    assert {cell: result.get(cell) for cell in RING} == dict(zip(RING, ({2}, {4}, {3}, None), strict=True))


def test_a_ring_of_masked_cells_holds_one_release_and_not_three() -> None:
    """With t in its first corner the ring holds t, 6-t, 5-t, 9+t; then t, 7-t, 6-t, 8+t; then t, 8-t, 7-t, 7+t."""
    tolds = [shown_but(inner, *RING, *MARGINS) for inner in HISTORY]
    for inner, shown in zip(HISTORY, tolds, strict=True):
        assert Attack([(table(inner), shown)]).possible(STRANGER, (0, 0, 0)) == ALL
    row = Attack(
        [(table(inner), shown) for inner, shown in zip(HISTORY, tolds, strict=True)], ways_known=True
    )
    # Three corners stayed, so t grew by one each time; and it was at most 4 in the first release.
    assert row.possible(STRANGER, (0, 0, 0), 0) == {1, 2, 3, 4}
    assert row.possible(STRANGER, (0, 0, 0), 1) == {2, 3, 4}
    assert row.possible(STRANGER, (0, 0, 0), 2) == {3, 4}
    # Not knowing what stayed, nobody can tell.
    apart = Attack([(table(inner), shown) for inner, shown in zip(HISTORY, tolds, strict=True)])
    assert apart.possible(STRANGER, (0, 0, 0), 2) == ALL


def test_a_cell_shown_later_pins_what_it_stayed_equal_to() -> None:
    first, second = HISTORY[0], HISTORY[1]
    shown = [shown_but(first, *RING, *MARGINS), shown_but(second, (0, 0, 0), (1, 0, 0))]
    row = Attack([(table(first), shown[0]), (table(second), shown[1])], ways_known=True)
    assert row.possible(STRANGER, (0, 0, 1), 0) == {4}
    assert row.possible(STRANGER, (0, 0, 0), 0) == {2}


# Against counting out every world.


#: Records in a world that is counted out.
_MOST = 5


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[np.ndarray], list[dict[object, Shown]], bool]:
    """Small tables as they stand at one or two releases, and something told of each."""
    shape = draw(st.sampled_from([(3,), (2, 2)]))
    inners, tolds = [], []
    for _ in range(draw(st.integers(1, 2))):
        inner = np.array(
            draw(st.lists(st.integers(0, 2), min_size=int(np.prod(shape)), max_size=4))[: int(np.prod(shape))]
        )
        inner = inner.reshape(shape)
        of = table(inner)
        shown: dict[object, Shown] = {}
        for cell, value in zip(of.cells, of.matrix @ of.vector(of.everybody), strict=True):
            how = draw(st.sampled_from(["exact", "masked", "range", "nothing"]))
            if how == "exact":
                shown[cell] = exactly(int(value))
            elif how == "masked" and value:
                shown[cell] = MASKED
            elif how == "range":
                shown[cell] = Shown(
                    max(0, int(value) - draw(st.integers(0, 2))), int(value) + draw(st.integers(0, 2))
                )
        # So few records that every world can be tried.
        most = shown.get((None,) * len(shape), Shown()).most
        shown[(None,) * len(shape)] = Shown(0, min(_MOST, _MOST if most is None else most))
        assume(inner.sum() <= _MOST)
        inners.append(inner)
        tolds.append(shown)
    return inners, tolds, draw(st.booleans())


def counted_out(
    inners: Sequence[np.ndarray], tolds: Sequence[Mapping[object, Shown]], ways_known: bool
) -> dict[tuple[int, object], set[int]]:
    """By trying every world of at most five records: what each cell of each release may be."""
    of = table(inners[0])
    true = [of.matrix @ inner.ravel() for inner in inners]
    fitting: list[list[np.ndarray]] = []
    for shown in tolds:
        fitting.append([])
        for numbers in product(range(_MOST + 1), repeat=inners[0].size):
            values = of.matrix @ np.array(numbers)
            lines = zip(of.cells, values, strict=True)
            if all(
                shown[cell].least <= value <= (99 if (most := shown[cell].most) is None else most)
                for cell, value in lines
                if cell in shown
            ):
                fitting[-1].append(values)
    result: dict[tuple[int, object], set[int]] = {
        (at, cell): set() for at in range(len(inners)) for cell in of.cells
    }
    for worlds in product(*fitting):
        went = all(
            ((np.sign(worlds[at] - worlds[at - 1]) * np.sign(true[at] - true[at - 1]) >= 0)
             & ((true[at] != true[at - 1]) | (worlds[at] == worlds[at - 1]))).all()
            for at in range(1, len(worlds))
        )  # fmt: skip
        if went or not ways_known:
            for at, values in enumerate(worlds):
                for cell, value in zip(of.cells, values, strict=True):
                    result[at, cell] |= ALL & {int(value)}
    return result


@settings(max_examples=40)
@given(_tables())
@example(
    ([np.array([1, 3, 0])], [{(None,): exactly(4), (0,): MASKED, (1,): MASKED, (2,): exactly(0)}], False)
)
def test_nothing_more_and_nothing_less_than_by_trying_every_world(
    drawn: tuple[list[np.ndarray], list[dict[object, Shown]], bool],
) -> None:
    inners, tolds, ways_known = drawn
    attack = Attack(
        [(table(inner), shown) for inner, shown in zip(inners, tolds, strict=True)], ways_known=ways_known
    )
    for (at, cell), values in counted_out(inners, tolds, ways_known).items():
        assert attack.possible(STRANGER, cell, at) == values, (at, cell)


# Random worlds, and the product's exact answers.


@pytest.mark.parametrize("seed", range(15))
def test_kinds_and_counting_agree_in_every_world(seed: int) -> None:
    of = world(seed)
    everybody = counts(of)
    seats = {school: counts(of, school) for school in of.tables["schools"]["school_id"]}
    for attack in blocks([of], [{}]):
        for seat in attack.seats:
            own = seats.get(seat, Counter())
            for cell in attack.cells:
                assert attack.count(seat, cell) == everybody[cell] - own[cell], (seat, cell)


@pytest.mark.parametrize("seed", [1, 6, 9])
def test_where_nothing_is_told_nothing_can_be_told(seed: int) -> None:
    assert finds([world(seed)], [{}]) == []


def masked_alone(of: World, year: int) -> dict[Cell, Shown]:
    """A release that masks the small counts of a year and nothing else."""
    true, cells = counts(of), {cell for attack in blocks([of], [{}]) for cell in attack.cells}
    return {
        cell: MASKED if 1 <= true[cell] <= 4 else exactly(true[cell])
        for cell in sorted(cells, key=str)
        if cell[2] == year
    }


def test_small_counts_masked_without_more_are_told_by_sums() -> None:
    of = World(read_tables(SAMPLE), AS_OF)
    result = {(find.seat, find.cell): set(find.possible) for find in finds([of], [masked_alone(of, 2025)])}
    # 31 upheld less 30 that fell due; 73 cases with a plan's clock less 71 that count.
    assert result[STRANGER, ("clock.violation", "running", 2025)] == {1}
    assert result[STRANGER, ("incidents", "void", 2025)] == {2}
    # 73 less 68 that fell due, less those 2 at least that ended otherwise.
    assert result[STRANGER, ("clock.plan", "running", 2025)] == {1, 2, 3}
    assert {seat for seat, _ in result} > {STRANGER, "MAU-02", "MAU-06"}


def test_a_cell_that_nobody_has_modelled_is_refused() -> None:
    with pytest.raises(KeyError, match="bullies"):
        finds([district()], [{("bullies", "all", 2025): exactly(9)}])


def test_what_is_told_must_be_true() -> None:
    with pytest.raises(AssertionError, match="incidents"):
        finds([district()], [{("incidents", "all", 2025): exactly(9)}])


@pytest.fixture(scope="module", params=["sample", 4, 7, 10])
def exact(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Snapshot]]:
    """A world, and what the product makes of it."""
    if request.param == "sample":
        of, store = World(read_tables(SAMPLE), AS_OF), Store(request.getfixturevalue("published_sample"))
    else:
        of, folder = world(request.param), tmp_path_factory.mktemp("exact")
        store = Store(folder / "snapshots")
        assert publish([write(of, folder / "in")], store, as_of=of.as_of).clean
    opened = store.active()
    yield of, opened
    opened.close()


def test_the_product_counts_the_same(exact: tuple[World, Snapshot]) -> None:
    of, snapshot = exact
    mine, theirs = counts(of), dict[Cell, int]()
    for part in PARTS:
        for row in ask(snapshot, "incident_groups", params={"by": part}).to_pylist():
            theirs[part, row["group"], row["year"]] = row["incidents"]
    for row in ask(snapshot, "incident_years").to_pylist():
        for part, column in {"all": "incidents", "children": "children", "void": "left_out"}.items():
            theirs["incidents", part, row["year"]] = row[column]
    for row in ask(snapshot, "indicator_rollup").to_pylist():
        if row["indicator"] in {cell[0] for cell in mine} and row["numerator"] is not None:
            theirs[row["indicator"], "done", row["year"]] = row["numerator"]
            if row["denominator"] is not None:
                theirs[row["indicator"], "all", row["year"]] = row["denominator"]
    for row in ask(snapshot, "clock_board").to_pylist():
        for state in ("fell_due", *STATES[:6]):
            if row["clock"] != "report":
                theirs[f"clock.{row['clock']}", state, row["year"]] = row[state]
    wrong = {cell: (mine[cell], number) for cell, number in theirs.items() if (number or 0) != mine[cell]}
    assert wrong == {}
    assert {cell[0] for cell in theirs} >= {
        *PARTS,
        "incidents",
        *(f"clock.{clock}" for clock in INCIDENT_CLOCKS),
    }


def test_releases_in_a_row_grow_and_can_be_published(tmp_path: Path) -> None:
    history = releases(5)
    sizes = [len(of.tables["incidents"]) for of in history]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    store = Store(tmp_path / "snapshots")
    for number, of in enumerate(history):
        assert check([write(of, tmp_path / str(number))], store, as_of=of.as_of, fresh=True).clean


def test_small_counts_masked_without_more_are_told_by_releases_in_a_row() -> None:
    """Of violations alone, the smallest family; where nothing is told of them, nothing can be told."""

    def result(history: Sequence[World], shown: Sequence[Mapping[Cell, Shown]]) -> set[Cell]:
        attacks = blocks(history, shown, ways_known=True)
        (attack,) = [attack for attack in attacks if ("violations_handled", "all", 2025) in attack.cells]
        return {find.cell for find in attack.finds()}

    history = releases(5)[-3:]
    measures = ("violations_handled", "staff_cases_handled", "clock.violation")
    masked = [
        {cell: shown for cell, shown in masked_alone(of, 2025).items() if cell[0] in measures}
        for of in history
    ]
    row = result(history, masked)
    assert row
    assert row >= {cell for of, shown in zip(history, masked, strict=True) for cell in result([of], [shown])}
    assert result(history, [{}] * 3) == set()


def test_the_same_seed_is_the_same_world() -> None:
    for one, other in [(world(3), world(3)), *zip(releases(2), releases(2), strict=True)]:
        assert one.as_of == other.as_of
        for name in one.tables:
            pd.testing.assert_frame_equal(one.tables[name], other.tables[name])
