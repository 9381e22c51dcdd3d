"""A release as an outsider sees it: named cells with counts, and the sums and bounds that bind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

#: Counts of 1 to this many are never shown, unless the plan's assumptions say another number.
SMALL = 4


@dataclass(frozen=True)
class Constraint:
    """What everybody knows of some cells: low <= sum of coefficient × count <= high."""

    terms: tuple[tuple[str, int], ...]
    low: float = 0
    high: float = 0


def is_sum(total: str, parts: Iterable[str]) -> Constraint:
    """`total` is the sum of `parts`."""
    return Constraint(((total, 1), *((part, -1) for part in parts)))


def at_most(part: str, whole: str) -> Constraint:
    """`part` counts some of what `whole` counts."""
    return Constraint(((whole, 1), (part, -1)), 0, np.inf)


@dataclass(frozen=True)
class Cell:
    """One count that the release would show.

    `cost` says how much is lost when it is masked: totals cost more than what they are the sum of. A
    cell of a table that is not told is masked whatever it counts, and nothing is claimed of it.
    """

    name: str
    count: int
    cost: int = 0
    told: bool = True


@dataclass(frozen=True)
class System:
    """Cells and constraints, with counts that satisfy them. Raises ValueError when they do not.

    Counts of 1 to `threshold` are small; so is zero, where `zeros_shown` is false.
    """

    cells: tuple[Cell, ...]
    constraints: tuple[Constraint, ...]
    threshold: int = SMALL
    zeros_shown: bool = True
    place: dict[str, int] = field(init=False, repr=False)
    counts: np.ndarray = field(init=False, repr=False)
    matrix: csr_array = field(init=False, repr=False)
    low: np.ndarray = field(init=False, repr=False)
    high: np.ndarray = field(init=False, repr=False)
    told: np.ndarray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        place = {cell.name: number for number, cell in enumerate(self.cells)}
        if len(place) != len(self.cells):
            raise ValueError("two cells have the same name")
        counts = np.array([cell.count for cell in self.cells], dtype=np.int64)
        rows, columns, values = _triples(self.constraints, place)
        matrix = csr_array((values, (rows, columns)), shape=(len(self.constraints), len(self.cells)))
        low = np.array([constraint.low for constraint in self.constraints], dtype=float)
        high = np.array([constraint.high for constraint in self.constraints], dtype=float)
        reached = matrix @ counts
        for number, constraint in enumerate(self.constraints):
            if not low[number] <= reached[number] <= high[number]:
                raise ValueError(f"the counts do not satisfy {constraint}")
        told = np.array([cell.told for cell in self.cells], dtype=bool)
        for name, value in (
            ("place", place), ("counts", counts), ("matrix", matrix), ("low", low), ("high", high),
            ("told", told),
        ):  # fmt: skip
            object.__setattr__(self, name, value)

    @property
    def small(self) -> np.ndarray:
        """Which cells must be masked for what they are. Shape (cells,), boolean."""
        return (self.counts >= (1 if self.zeros_shown else 0)) & (self.counts <= self.threshold)


def _triples(
    constraints: Sequence[Constraint], place: dict[str, int]
) -> tuple[list[int], list[int], list[int]]:
    rows, columns, values = [], [], []
    for number, constraint in enumerate(constraints):
        for name, coefficient in constraint.terms:
            rows.append(number)
            columns.append(place[name])
            values.append(coefficient)
    return rows, columns, values
