"""Disclosure control: an attacker of another make never works out a masked count."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from queries.disclosure.attack import deducible
from queries.disclosure.beside import masked_beside, masked_or_refused
from queries.disclosure.mask import ReleaseRefused, masked_cells
from queries.disclosure.release import without
from queries.disclosure.system import Cell, Constraint, System, at_most, is_sum

Place = tuple[int | None, ...]


def table(counts: np.ndarray) -> dict[Place, int]:
    """Every cell of a table with all its totals; None stands for "all of this dimension"."""
    axes = [[*range(size), None] for size in counts.shape]
    return {
        place: int(counts[tuple(slice(None) if at is None else at for at in place)].sum())
        for place in itertools.product(*axes)
    }


def release(counts: np.ndarray) -> tuple[dict[Place, int], System]:
    """The table as the system that a release is: each total is the sum along each dimension."""
    cells = table(counts)
    sums = [
        is_sum(str(place), [str((*place[:axis], at, *place[axis + 1 :])) for at in range(counts.shape[axis])])
        for place in cells
        for axis in range(len(place))
        if place[axis] is None
    ]
    cost = {place: sum(at is None for at in place) for place in cells}
    return cells, System(
        tuple(Cell(str(place), count, cost[place]) for place, count in cells.items()), tuple(sums)
    )


#: What was released of one table: its inner counts, and the cells that are shown.
Shown = tuple[np.ndarray, Mapping[Place, int]]


def pinned(releases: Sequence[Shown], *, ways_known: bool = False) -> Iterator[tuple[int, Place]]:
    """Small cells of each release that the attacker pins to less than 1 to 4, from what is shown alone.

    He knows only inner cells, unknown counts from zero up, that each shown total adds up, and which
    inner cells are the same in all releases; with `ways_known` also which rose and which fell.
    """
    shape = releases[0][0].shape
    inner = list(itertools.product(*(range(size) for size in shape)))
    size = len(inner) * len(releases)

    def row(number: int, place: Place) -> np.ndarray:
        found = np.zeros(size)
        found[number * len(inner) : (number + 1) * len(inner)] = [
            all(at is None or at == of for at, of in zip(place, cell, strict=True)) for cell in inner
        ]
        return found

    rows, low, high = [np.zeros(size)], [0.0], [0.0]
    for number, (counts, shown) in enumerate(releases):
        for place, count in shown.items():
            rows.append(row(number, place))
            low.append(count)
            high.append(count)
        for cell in inner if number else []:
            change = int(counts[cell] - releases[number - 1][0][cell])
            if change == 0 or ways_known:
                rows.append(row(number, cell) - row(number - 1, cell))
                low.append(-np.inf if change < 0 else 0)
                high.append(np.inf if change > 0 else 0)
    # The most is asked below a roof, so that an unbounded answer is an answer.
    known = {
        "constraints": LinearConstraint(np.array(rows), low, high),
        "bounds": Bounds(0, 1000),
        "integrality": np.ones(size),
    }
    for number, (counts, _) in enumerate(releases):
        for place, count in table(counts).items():
            if not 1 <= count <= 4:
                continue
            least, most = milp(c=row(number, place), **known), milp(c=-row(number, place), **known)
            assert least.status == 0
            assert most.status == 0
            if round(least.fun) > 1 or round(-most.fun) < 4:
                yield number, place


def left(cells: Mapping[Place, int], masked: np.ndarray) -> dict[Place, int]:
    """The cells that are shown."""
    return {place: count for (place, count), hidden in zip(cells.items(), masked, strict=True) if not hidden}


_SHAPES = st.sampled_from([(4,), (7,), (2, 3), (3, 4), (4, 4), (2, 2, 2), (2, 3, 2)])


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    shape = draw(_SHAPES)
    size = int(np.prod(shape))
    counts = draw(st.lists(st.integers(0, 12), min_size=size, max_size=size))
    return np.array(counts).reshape(shape)


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_masked_count_can_be_worked_out(counts: np.ndarray) -> None:
    cells, system = release(counts)
    masked = masked_cells(system)
    shown = left(cells, masked)
    assert not [place for place, count in shown.items() if 1 <= count <= 4]
    assert list(pinned([(counts, shown)])) == []
    assert deducible(system, masked) == []


@st.composite
def histories(draw: st.DrawFn) -> list[np.ndarray]:
    """A table as it stood at two or three releases: a few counts rise in between, now and then one falls."""
    found = [draw(tables())]
    for _ in range(draw(st.integers(1, 2))):
        counts = found[-1].copy()
        for _ in range(draw(st.integers(1, 3))):
            cell = tuple(draw(st.integers(0, size - 1)) for size in counts.shape)
            counts[cell] = max(0, counts[cell] + draw(st.sampled_from([1, 2, 3, 5, -1, -2])))
        found.append(counts)
    return found


@settings(max_examples=120, deadline=None)
@given(histories(), st.booleans())
def test_successive_releases_give_nothing_away_beside_each_other(
    history: list[np.ndarray], ways_known: bool
) -> None:
    earlier: list[tuple[System, np.ndarray]] = []
    releases: list[Shown] = []
    for counts in history:
        cells, system = release(counts)
        try:
            masked = masked_beside(system, earlier)
        except ReleaseRefused:
            # Refused for good reason: with nothing new shown at all, a count is pinned, or one that is
            # the rest of another.
            before = {
                place: releases[-1][1].get(place)
                for place, count in cells.items()
                if releases[-1][1].get(place) == count
            }
            assert list(
                pinned(
                    [
                        *releases,
                        (counts, {place: count for place, count in before.items() if count is not None}),
                    ],
                    ways_known=True,
                )
            )
            return
        assert (masked_beside(system, earlier) == masked).all()
        earlier.append((system, masked))
        releases.append((counts, left(cells, masked)))
        assert not [place for place, count in releases[-1][1].items() if 1 <= count <= 4]
    assert list(pinned(releases, ways_known=ways_known)) == []


@settings(max_examples=30, deadline=None)
@given(tables())
def test_the_same_counts_released_again_are_masked_as_before(counts: np.ndarray) -> None:
    _, system = release(counts)
    masked = masked_beside(system, [])
    assert (masked_beside(system, [(system, masked)]) == masked).all()


@settings(max_examples=30, deadline=None)
@given(tables())
def test_the_same_table_is_always_masked_the_same_way(counts: np.ndarray) -> None:
    _, system = release(counts)
    _, once_more = release(counts)
    assert (masked_cells(system) == masked_cells(once_more)).all()


def test_a_lone_small_count_takes_another_with_it() -> None:
    """3 of 15 beside 12: shown, the 12 and the 15 would say 3."""
    _, system = release(np.array([3, 12, 0]))
    hidden = {
        cell.name for cell, is_hidden in zip(system.cells, masked_cells(system), strict=True) if is_hidden
    }
    assert hidden == {"(0,)", "(1,)"}


def test_a_small_rest_hides_what_it_is_the_rest_of() -> None:
    """55 of 56: the one that is missing is a small count, though nobody wrote it down."""
    system = System(
        (Cell("done", 55), Cell("rest", 1), Cell("all", 56, 1)), (is_sum("all", ("done", "rest")),)
    )
    assert masked_cells(system).tolist() == [True, True, False]


def test_bounds_are_used_against_the_mask() -> None:
    """At most as many as the 2 that are hidden: what is shown to be at least 5 of them gives that away."""
    system = System((Cell("some", 2), Cell("of", 7, 1)), (at_most("some", "of"),))
    assert masked_cells(system).tolist() == [True, False]
    tight = System((Cell("of", 7, 1), Cell("rest", 0), Cell("part", 7)), (is_sum("of", ("part", "rest")),))
    assert not masked_cells(tight).any()


def test_an_attack_finds_what_a_careless_mask_leaves_open() -> None:
    _, system = release(np.array([[1, 20], [30, 40]]))
    only_small = system.small
    assert [system.cells[place].name for place in deducible(system, only_small)] == ["(0, 0)"]


def test_a_release_that_cannot_be_made_safe_is_refused() -> None:
    """Known from outside to be exactly three: nothing that is masked helps."""
    system = System((Cell("known", 3),), (Constraint((("known", 1),), 3, 3),))
    with pytest.raises(ReleaseRefused, match="known"):
        masked_cells(system)


def test_a_refusal_names_the_table_that_is_too_fine_and_what_would_pass() -> None:
    """Three incidents of a platform, of which the newspaper wrote: the other tables are safe without it."""
    cells = (
        Cell("platform|part|forum|2024", 3),
        Cell("platform|part|chat|2024", 20),
        Cell("category|part|fraud|2024", 9),
        Cell("category|part|overuse|2024", 14),
        Cell("single_channel.all|district|district|2024", 23, 5),
    )
    incidents = cells[-1].name
    system = System(
        cells,
        (
            is_sum(incidents, [cell.name for cell in cells[:2]]),
            is_sum(incidents, [cell.name for cell in cells[2:4]]),
            Constraint(((cells[0].name, 1),), 3, 3),
        ),
    )
    with pytest.raises(ReleaseRefused, match="shared_platform = 0") as refused:
        masked_or_refused(system, [])
    assert refused.value.too_fine == ("platform",)
    assert refused.value.passes == ("platform",)
    coarser = masked_or_refused(without(system, ["platform"]), [])
    assert coarser.tolist() == [True, True, False, False, False]


def test_what_was_shown_before_cannot_be_called_small_now() -> None:
    """The threshold goes up from 4 to 6 after a 5 was shown: told in words, with what would pass."""
    school, district = "single_channel.all|school|MAU-01|2024", "single_channel.all|district|district|2024"
    cells = (Cell(school, 5), Cell(school.replace("01", "02"), 30), Cell(district, 35, 5))
    sums = (is_sum(district, [cell.name for cell in cells[:2]]),)
    before = System(cells, sums)
    masked = masked_beside(before, [])
    assert not masked.any()
    with pytest.raises(ReleaseRefused, match="shared_schools = 0") as refused:
        masked_or_refused(System(cells, sums, threshold=6), [(before, masked)])
    assert refused.value.cells == (school,)


def test_a_district_total_shown_before_leaves_nothing_coarser() -> None:
    district = "single_channel.all|district|district|2024"
    before = System((Cell(district, 5, 5),), ())
    with pytest.raises(ReleaseRefused, match="No coarser choice passes"):
        masked_or_refused(System(before.cells, (), threshold=6), [(before, masked_beside(before, []))])


def test_a_table_that_is_not_told_is_masked_and_hides_nothing_else() -> None:
    """Without the schools, no second school need be hidden for the 3; the total hides it."""
    cells = (Cell("a", 3, told=False), Cell("b", 12, told=False), Cell("all", 15, 1))
    system = System(cells, (is_sum("all", ("a", "b")),))
    assert masked_cells(system).tolist() == [True, True, False]
    assert deducible(system, masked_cells(system)) == []


def test_counts_that_do_not_add_up_are_no_release() -> None:
    with pytest.raises(ValueError, match="do not satisfy"):
        System((Cell("a", 1), Cell("b", 3)), (is_sum("b", ("a",)),))
    with pytest.raises(ValueError, match="same name"):
        System((Cell("a", 1), Cell("a", 1)), ())


def test_the_threshold_is_an_assumption() -> None:
    """With 2 as the largest small count, a 3 is shown; where zeros are not shown, a 0 is hidden."""
    cells = (Cell("a", 3), Cell("b", 9), Cell("c", 0), Cell("all", 12, 1))
    sums = (is_sum("all", ("a", "b", "c")),)
    assert not masked_cells(System(cells, sums, threshold=2)).any()
    hidden = masked_cells(System(cells, sums, threshold=2, zeros_shown=False))
    assert hidden[2]
    assert hidden.sum() >= 2
