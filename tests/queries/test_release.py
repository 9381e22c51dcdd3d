"""What a release tells of a block: hand-worked cases, and every alternative of small blocks, one by one."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from data.publish import publish
from data.store import Snapshot, Store
from queries.release import audit, counts, turns
from queries.release.counts import Block, Cell, Kind, TableWithoutFacet, added, block
from queries.release.imagined import Imagined, imagined
from queries.release.known import Disclosed, known
from queries.release.ranges import RangesContradict, ranges
from queries.release.seats import seats
from queries.release.telling import tell
from tests.given.world import write_csvs
from tests.given.worlds import world, write

SMALL = 4
#: More cases of a kind than any alternative of the small blocks needs.
MANY = 14


def kind(*parts: str, facet: int = 0) -> Kind:
    """A kind of cases, each counted once in these cells: "month/01"."""
    adds = tuple((table, part, 1) for table, part in (name.split("/") for name in parts))
    return facet, "", adds


def made(of_school: Mapping[str, Mapping[Kind, int]], cells: Sequence[str], year: int = 2024) -> Block:
    """A block in which each school has so many cases of each kind."""
    named: list[Cell] = [(table, part) for table, part in (name.split("/") for name in cells)]
    counted = {(kind, school): cases for school, kinds in of_school.items() for kind, cases in kinds.items()}
    return block("incidents", year, named, sorted(of_school), counted)


def bounds(disclosed: Disclosed) -> dict[str, tuple[float, float]]:
    """What is told of every cell: the least and the most."""
    return {
        "/".join(cell): (least, most)
        for cell, least, most in zip(
            disclosed.block.cells, disclosed.least.tolist(), disclosed.most.tolist(), strict=True
        )
    }


def alternatives(disclosed: Disclosed, own: np.ndarray) -> np.ndarray:
    """The counts of every world that fits what is told and has these cases at least, by trying all."""
    kinds = len(disclosed.block.kinds)
    cases = np.stack(np.meshgrid(*[np.arange(MANY)] * kinds, indexing="ij"), axis=-1).reshape(-1, kinds)
    counted = cases @ added(disclosed.block.kinds, disclosed.block.cells)
    fits = (cases >= own).all(axis=1) & ((counted >= disclosed.least) & (counted <= disclosed.most)).all(
        axis=1
    )
    worlds: np.ndarray = counted[fits]
    return worlds


def must_stay_open(disclosed: Disclosed) -> None:
    """From every seat every value of every small count of the others occurs in some world that fits."""
    adds = added(disclosed.block.kinds, disclosed.block.cells)
    for own in disclosed.block.own(seats(disclosed.block.schools)):
        others = alternatives(disclosed, own) - own @ adds
        true = disclosed.block.counts - own @ adds
        for cell in np.flatnonzero((true >= 1) & (true <= SMALL)):
            assert set(range(1, SMALL + 1)) <= set(others[:, cell]), disclosed.block.cells[cell]


def test_five_incidents_in_five_months_do_not_tell_the_year() -> None:
    """Each month would be exactly 1: a masked month is at least 1, since months without any are shown."""
    months = [kind("incidents/all", f"month/{month:02}") for month in range(1, 6)]
    cells = ["incidents/all", *(f"month/{month:02}" for month in range(1, 13))]
    disclosed = bounds(tell(made({"A": dict.fromkeys(months, 1), "B": {}}, cells), seats(["A", "B"]), SMALL))
    assert disclosed["month/12"] == (0, 0)
    least, most = disclosed["incidents/all"]
    # Four months at 1 and one at 4 must be possible.
    assert most >= 8
    assert least <= 5
    for month in range(1, 6):
        assert disclosed[f"month/{month:02}"][1] >= SMALL


def test_what_is_told_and_a_definition_do_not_pin_a_count() -> None:
    """113 violations, of which 112 fell due: one is still running, and no ZIP may say so."""
    due, running = kind("violations/all", "clock/fell_due"), kind("violations/all", "clock/running")
    cells = ["violations/all", "clock/fell_due", "clock/running"]
    disclosed = tell(made({"A": {due: 60, running: 1}, "B": {due: 52}}, cells), seats(["A", "B"]), SMALL)
    shown = bounds(disclosed)
    assert not (shown["violations/all"] == (113, 113) and shown["clock/fell_due"] == (112, 112))
    least, most = ranges(disclosed)
    assert most[2] - least[2] >= SMALL - 1


def test_a_principal_subtracts_the_own_cases() -> None:
    """6 of the district, of which the principal of A knows 4: the others' 2 must stay open."""
    fraud = kind("incidents/all")
    disclosed = tell(made({"A": {fraud: 4}, "B": {fraud: 2}}, ["incidents/all"]), seats(["A", "B"]), SMALL)
    least, most = bounds(disclosed)["incidents/all"]
    assert least <= 5
    assert most >= 8
    alone = tell(made({"A": {fraud: 4}, "B": {fraud: 2}}, ["incidents/all"]), seats([]), SMALL)
    assert bounds(alone)["incidents/all"] == (6, 6)


def test_cases_of_no_school_are_everybodys_others() -> None:
    other = made({"A": {kind("incidents/all"): 5}}, ["incidents/all"])
    office = block(
        "incidents", 2024, other.cells, ["A"], {(other.kinds[0], "A"): 5, (other.kinds[0], "office"): 2}
    )
    assert bounds(tell(office, seats(["A"]), SMALL))["incidents/all"] != (7, 7)
    assert office.counts.tolist() == [7]


def test_a_large_count_that_hides_nobody_is_exact() -> None:
    schools = {school: {kind("incidents/all"): 10} for school in "ABC"}
    assert bounds(tell(made(schools, ["incidents/all"]), seats("ABC"), SMALL)) == {"incidents/all": (30, 30)}


def test_a_table_with_two_facets_or_none_is_refused() -> None:
    cases = pd.DataFrame({"school_id": ["A"], "year": [2024], "stratum": [""], "category": ["fraud"]})
    for facets in ([], [["category"], ["category"]], [["category", "platform"]]):
        with pytest.raises(TableWithoutFacet, match=r"x\.sql.*(category|platform).*exactly one"):
            counts._must_be_in_one_facet("x", cases, facets)


def test_the_range_of_a_masked_part_follows_from_its_sum() -> None:
    """31 requests, 1 to 5 of them not done: 26 to 30 are done, whatever else is told."""
    done, rest = kind("victims/done"), kind("victims/rest")
    cells = ["victims/done", "victims/rest", "victims/all"]
    block = made({"A": {done: 28, rest: 3}}, cells)
    assert block.counts.tolist() == [28, 3, 31]
    least, most = ranges(Disclosed(block, np.array([0, 1, 31.0]), np.array([np.inf, 5, 31.0])))
    assert least.tolist() == [26, 1, 31]
    assert most.tolist() == [30, 5, 31]


def test_a_sum_that_is_none_is_noticed() -> None:
    """An incident that is in no category is in no sum of categories."""
    disclosed = tell(
        made({"A": {kind("incidents/all"): 9}}, ["incidents/all", "category/a"]), seats([]), SMALL
    )
    with pytest.raises(RangesContradict, match=r"2024: the ranges of incidents/all"):
        ranges(disclosed)


KINDS = [
    kind("incidents/all", "category/a", "clock/on_time"),
    kind("incidents/all", "category/a", "clock/late"),
    kind("incidents/all", "category/b", "clock/on_time"),
    kind("incidents/all", "category/b", "clock/running"),
]
CELLS = [
    "incidents/all", "category/a", "category/b", "clock/on_time", "clock/late", "clock/overdue",
    "clock/fell_due", "clock/running",
]  # fmt: skip
FEW = st.lists(st.integers(0, 4), min_size=len(KINDS), max_size=len(KINDS))


@given(FEW, FEW)
def test_no_small_count_can_be_worked_out_of_a_small_block(one: list[int], other: list[int]) -> None:
    cases = {"A": dict(zip(KINDS, one, strict=True)), "B": dict(zip(KINDS, other, strict=True))}
    used = [kind for kind in KINDS if cases["A"][kind] + cases["B"][kind]]
    cases = {school: {kind: kinds[kind] for kind in used} for school, kinds in cases.items()}
    disclosed = tell(made(cases, CELLS), seats(["A", "B"]), SMALL)
    counted = disclosed.block.counts
    assert ((disclosed.least <= counted) & (counted <= disclosed.most)).all()
    least, most = ranges(disclosed)
    assert ((least <= counted) & (counted <= most)).all()
    if used:
        must_stay_open(disclosed)


def cube(inner: Sequence[Sequence[Sequence[int]]]) -> Block:
    """A table of three dimensions with all its sums, as cases of eight kinds."""
    cases = {}
    names = set()
    for at in itertools.product((0, 1), repeat=3):
        axes = itertools.product((True, False), repeat=3)
        parts = ["".join(str(i) if on else "*" for i, on in zip(at, axis, strict=True)) for axis in axes]
        names |= {f"cube/{part}" for part in parts}
        count = inner[at[0]][at[1]][at[2]]
        if count:
            cases[kind(*(f"cube/{part}" for part in parts))] = count
    return made({"A": {}, "B": cases}, sorted(names))


def three_in_a_row() -> list[Disclosed]:
    """Releases of which cells of the first two were pinned once, directions of change known."""
    disclosed: list[Disclosed] = []
    for inner in (
        [[[2, 4], [7, 0]], [[3, 11], [0, 7]]],
        [[[3, 4], [7, 2]], [[3, 11], [0, 8]]],
        [[[4, 4], [7, 2]], [[3, 11], [0, 8]]],
    ):
        disclosed.append(tell(cube(inner), seats(["A", "B"]), SMALL, disclosed))
    return disclosed


def test_three_releases_in_a_row_keep_every_count_open() -> None:
    disclosed = three_in_a_row()
    assert any(least == most for least, most in bounds(disclosed[0]).values())
    assert pinned_over_releases(disclosed) == []


def test_without_turns_every_count_stays_open_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less may be told: turns make moves easy to find, but do not say what is possible."""
    monkeypatch.setattr(turns, "TABLES", 0)
    monkeypatch.setattr(turns, "_whole_cases", lambda layer: ())
    disclosed = three_in_a_row()
    assert any(most < np.inf for least, most in bounds(disclosed[0]).values() if least)
    assert pinned_over_releases(disclosed) == []


def test_a_turn_changes_one_case_as_little_as_can_be() -> None:
    """Two months and two severities; of the four kinds (low, May) did not occur but could have."""
    low_may, low_june = kind("severity/low", "month/05"), kind("severity/low", "month/06")
    high_may, high_june = kind("severity/high", "month/05"), kind("severity/high", "month/06")
    cells = ["severity/low", "severity/high", "month/05", "month/06"]
    now = made({"A": {low_june: 3, high_may: 1, high_june: 7}}, cells)
    seen = known(now, [], imagined=[[low_may]])
    changes = set(map(tuple, (seen.turns.T @ seen.adds).toarray().tolist()))
    one_table = [(1, -1, 0, 0), (-1, 1, 0, 0), (0, 0, 1, -1), (0, 0, -1, 1)]
    whole_case = [
        (sign * low, sign * (1 - low), sign * may, sign * (1 - may))
        for low, may, sign in itertools.product((0, 1), (0, 1), (1, -1))
    ]
    # From (low, June) to (high, May) is two turns, as the kinds between them could be.
    assert changes == {*one_table, *whole_case}


def test_with_little_effort_less_is_told_or_nothing_and_every_count_stays_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audit, "SEATS", 1)
    widths: list[float] = []
    nothing: Sequence[Disclosed] = ()
    for effort in (0, 300, 1_000, 10_000, 1_000_000):
        monkeypatch.setattr(audit, "EFFORT", effort)
        disclosed = three_in_a_row()
        nothing = nothing or disclosed
        assert pinned_over_releases(disclosed) == []
        widths.append(sum(float(np.minimum(each.most - each.least, MANY).sum()) for each in disclosed))
    # With none nothing is told, and the most is more than enough.
    assert all((each.least == 0).all() and np.isinf(each.most).all() for each in nothing)
    assert widths[0] > widths[-1] == min(widths)


def pinned_over_releases(disclosed: Sequence[Disclosed]) -> list[str]:
    """Small counts that cannot have some value: eight counts a release, bound by what is told and by changes."""
    inner = [f"{i}{j}{k}" for i, j, k in itertools.product("01", repeat=3)]
    sizes = len(inner)
    rows, low, high = [], [], []

    def covers(name: str) -> np.ndarray:
        return np.array(
            [all(n in (i, "*") for i, n in zip(cell, name, strict=True)) for cell in inner], float
        )

    def row(at: int, name: str, sign: float = 1) -> np.ndarray:
        line = np.zeros(sizes * len(disclosed))
        line[at * sizes : (at + 1) * sizes] = sign * covers(name)
        return line

    for at, release in enumerate(disclosed):
        for name, (least, most) in bounds(release).items():
            rows.append(row(at, name.removeprefix("cube/")))
            low.append(least)
            high.append(most)
            if at:
                change = release.block.counts[release.block.cells.index(("cube", name[5:]))]
                change -= disclosed[at - 1].block.counts[
                    disclosed[at - 1].block.cells.index(("cube", name[5:]))
                ]
                rows.append(row(at, name[5:]) + row(at - 1, name[5:], -1))
                low.append(0 if change >= 0 else -np.inf)
                high.append(0 if change <= 0 else np.inf)
    pins = []
    for at, release in enumerate(disclosed):
        for (_, name), count in zip(release.block.cells, release.block.counts.tolist(), strict=True):
            for value in range(1, SMALL + 1) if 1 <= count <= SMALL else ():
                solution = milp(
                    np.zeros(sizes * len(disclosed)),
                    integrality=1,
                    bounds=Bounds(0, np.inf),
                    constraints=LinearConstraint(
                        np.array([*rows, row(at, name)]), np.array([*low, value]), np.array([*high, value])
                    ),
                )
                if solution.status != 0:
                    pins.append(f"release {at}: {name} = {count} cannot be {value}")
    return pins


def test_a_block_that_did_not_change_is_told_as_before() -> None:
    first = tell(cube([[[2, 4], [7, 0]], [[3, 11], [0, 7]]]), seats(["A", "B"]), SMALL)
    again = tell(cube([[[2, 4], [7, 0]], [[3, 11], [0, 7]]]), seats(["A", "B"]), SMALL, [first])
    assert bounds(again) == bounds(first)


def test_what_could_have_been_keeps_a_count_open() -> None:
    """13 were told, 10 of them in c and 1 to 5 in a; nothing was told of b, where there are none.

    As far as anybody knows 0 to 2 of the 13 are in b. That b has none, then as now, would say that a has 3.
    """
    a, b, c = (kind("incidents/all", f"category/{part}") for part in "abc")
    new = kind("clock/late")
    cells = ["incidents/all", "category/a", "category/b", "category/c", "clock/late"]
    before = Disclosed(
        made({"A": {a: 3, c: 10}}, cells), np.array([13, 1, 0, 10, 0.0]), np.array([13, 5, np.inf, 10, 0.0])
    )
    now = made({"A": {a: 3, c: 10, new: 1}}, cells)

    def possible(disclosed: Disclosed) -> set[int]:
        """What a can have, since none of these counts changed."""
        shown = bounds(disclosed)
        return {
            in_a
            for in_a in range(1, 6)
            if all(
                shown[cell][0] <= count <= shown[cell][1]
                for cell, count in {"incidents/all": 13, "category/a": in_a, "category/b": 3 - in_a}.items()
            )
        }

    assert possible(tell(now, seats([]), SMALL, [before])) == {3}
    with_b = tell(now, seats([]), SMALL, [before], imagined=lambda: [[a, b, c, new]] * 2)
    assert possible(with_b) == {1, 2, 3}
    assert with_b.block.counts.tolist() == now.counts.tolist()


def test_a_release_of_the_form_before_is_taken_to_be_known_in_full() -> None:
    """5 were told before; 7 now would say that 2 came."""
    fraud = kind("incidents/all", "category/a")
    other = kind("incidents/all", "category/b")
    now = made({"A": {}, "B": {fraud: 5, other: 2}}, ["incidents/all", "category/a", "category/b"])
    before = {("incidents", "all"): 5, ("category", "a"): 5, ("category", "b"): 0}
    alone = bounds(tell(now, seats(["A", "B"]), SMALL))
    beside = bounds(tell(now, seats(["A", "B"]), SMALL, (), [before]))
    assert alone["incidents/all"] == (7, 7) or alone["category/a"] == (5, 5)
    assert beside["incidents/all"] != (7, 7)


def written_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Rows as the CSVs have them."""
    for column in frame.select_dtypes("datetime"):
        form = "%Y-%m-%d" if str(column).endswith("_on") else "%Y-%m-%d %H:%M"
        frame[column] = frame[column].dt.strftime(form)
    return [
        {str(name): str(value) for name, value in row.items() if pd.notna(value)}
        for row in frame.to_dict("records")
    ]


def test_imagined_cases_pass_the_checks_and_are_counted_as_true_ones(tmp_path: Path) -> None:
    """Published as if they were true they are the same kinds."""
    of = world(5)
    store = Store(tmp_path / "store")
    assert publish([write(of, tmp_path / "true")], store, as_of=of.as_of, fresh=True).clean
    sorts = ("incidents", "removals", "violations")
    with store.active().cursor() as cursor:
        could_be = Imagined(cursor)
        kinds = {sort: set(could_be.kinds(sort, 2021, [of.as_of])[0]) for sort in sorts}
        with imagined(cursor, 2021, of.as_of) as cases:
            frames = {table: cases.execute(f"FROM {table}").df() for table in sorts}
    tables = {name: of.rows(name) for name in of.tables} | {
        table: written_rows(frame) for table, frame in frames.items()
    }
    outcome = publish([write_csvs(tables, tmp_path / "imagined")], store, as_of=of.as_of, fresh=True)
    assert outcome.clean, outcome.problems[:3]
    with store.active().cursor() as cursor:
        for each in counts.blocks(cursor):
            happened = {kind for kind, cases in zip(each.kinds, each.cases.tolist(), strict=True) if cases}
            assert happened == {kind for kind in kinds[each.sort] if weighs_one(kind)}, each.sort


def weighs_one(kind: Kind) -> bool:
    """Whether it is a kind of incidents with one child, or of cases without any."""
    return all(weight == 1 for _, _, weight in kind[2])


def test_what_occurred_could_have_occurred(snapshot: Snapshot) -> None:
    """Of the support the year that runs imagines less: what fits even the incident that came last."""
    with snapshot.cursor() as cursor:
        could_be = Imagined(cursor)
        for each in counts.blocks(cursor):
            (kinds,) = could_be.kinds(each.sort, each.year, [snapshot.as_of])
            occurred = {
                kind for kind, cases in zip(each.kinds, each.cases.tolist(), strict=True)
                if cases and weighs_one(kind)
            }  # fmt: skip
            missing = occurred - set(kinds)
            assert missing == set() or (each.sort, each.year) == ("incidents", max(snapshot.years)), each.year
            assert {kind[0] for kind in missing} <= {4}
