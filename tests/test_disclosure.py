"""Disclosure control: an attacker of another make never works out a masked count."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from queries.disclosure.attack import deducible
from queries.disclosure.mask import ReleaseRefused, masked_cells
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


def pinned(counts: np.ndarray, shown: Mapping[Place, int], small: list[Place]) -> Iterator[Place]:
    """Small cells that the attacker pins to less than 1 to 4, from what is shown alone.

    He knows only inner cells, unknown counts from zero up, and that each shown total adds up.
    """
    inner = list(itertools.product(*(range(size) for size in counts.shape)))

    def row(place: Place) -> np.ndarray:
        return np.array(
            [all(at is None or at == of for at, of in zip(place, cell, strict=True)) for cell in inner], float
        )

    if shown:
        matrix = np.array([row(place) for place in shown])
        constraints = [LinearConstraint(matrix, list(shown.values()), list(shown.values()))]
    else:
        constraints = []
    whole = np.ones(len(inner))
    for place in small:
        aim = row(place)
        # The most is asked below a roof, so that an unbounded answer is an answer.
        least = milp(c=aim, constraints=constraints, bounds=Bounds(0, np.inf), integrality=whole)
        most = milp(c=-aim, constraints=constraints, bounds=Bounds(0, 1000), integrality=whole)
        assert least.status == 0
        assert most.status == 0
        if round(least.fun) > 1 or round(-most.fun) < 4:
            yield place


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
    shown = {place: count for (place, count), hidden in zip(cells.items(), masked, strict=True) if not hidden}
    small = [place for place, count in cells.items() if 1 <= count <= 4]
    assert not set(small) & set(shown)
    assert list(pinned(counts, shown, small)) == []
    assert deducible(system, masked) == []


@settings(max_examples=60, deadline=None)
@given(tables(), st.data())
def test_a_second_release_gives_nothing_away_either(counts: np.ndarray, data: st.DataObject) -> None:
    """What is the same in both releases is known from either: hidden stays hidden, shown stays shown."""
    _, first = release(counts)
    masked = masked_cells(first)
    names = [cell.name for cell in first.cells]
    again = masked_cells(
        first,
        keep_masked=frozenset(name for name, hidden in zip(names, masked, strict=True) if hidden),
        keep_shown=frozenset(name for name, hidden in zip(names, masked, strict=True) if not hidden),
    )
    assert (again == masked).all()


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
