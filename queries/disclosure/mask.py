"""Which cells to mask: the small ones, and as many more as it takes to hide them."""

from __future__ import annotations

import numpy as np

from queries.disclosure.attack import Outsider
from queries.disclosure.system import System


class ReleaseRefused(PermissionError):
    """However much is masked, a small count could be worked out; names the cells."""

    def __init__(self, cells: list[str]) -> None:
        super().__init__(f"these cells could be worked out whatever else is masked: {', '.join(cells)}")
        self.cells = cells


def masked_cells(
    system: System, *, keep_masked: frozenset[str] = frozenset(), keep_shown: frozenset[str] = frozenset()
) -> np.ndarray:
    """The mask of a release: shape (cells,), boolean; the same system always gives the same mask.

    `keep_masked` and `keep_shown` are cells of earlier releases whose counts are still the same: what
    was hidden stays hidden, and hiding what was shown would hide nothing. A zero is hidden only
    where that saves a sum.
    Raises ReleaseRefused when no mask is safe.
    """
    names = [cell.name for cell in system.cells]
    masked = system.small | np.array([name in keep_masked for name in names])
    free = ~np.array([name in keep_shown for name in names])
    masked = _pair(system, masked, free)
    outsider = Outsider(system, masked)
    # What is possible only grows with the mask, so that no cell need be looked at twice.
    queue = list(np.flatnonzero(masked))
    for cell in queue:
        while not outsider.is_in_the_dark(int(cell)):
            more = _cheapest_near(system, int(cell), masked, free)
            if more is None:
                raise ReleaseRefused([names[cell]])
            before = masked
            masked = masked.copy()
            masked[more] = True
            masked = _pair(system, masked, free)
            queue.extend(np.flatnonzero(masked & ~before))
            outsider.mask(masked)
    return masked


def _pair(system: System, masked: np.ndarray, free: np.ndarray) -> np.ndarray:
    """No sum may hold a single masked cell: the others would give it away. Cheap, before any attack."""
    masked = masked.copy()
    exact = np.flatnonzero(system.low == system.high)
    changed = True
    while changed:
        changed = False
        for row in exact:
            places = _of(system, int(row))
            if masked[places].sum() != 1:
                continue
            candidates = [place for place in places if free[place] and not masked[place]]
            if candidates:
                masked[_cheapest(system, candidates)] = True
                changed = True
    return masked


def _cheapest_near(system: System, cell: int, masked: np.ndarray, free: np.ndarray) -> int | None:
    """The cheapest cell to mask that shares a constraint with `cell`, or with a masked cell tied to it."""
    reached, border = {cell}, {cell}
    while border:
        rows = np.unique(system.matrix[:, sorted(border)].nonzero()[0])
        around = {int(place) for row in rows for place in _of(system, int(row))}
        candidates = [place for place in around if free[place] and not masked[place]]
        if candidates:
            return _cheapest(system, candidates)
        border = {place for place in around if masked[place]} - reached
        reached |= border
    return None


def _cheapest(system: System, candidates: list[int]) -> int:
    return min(
        candidates,
        key=lambda place: (
            # A zero that is hidden is lost for good use: it costs as much as one level more of sums.
            system.cells[place].cost + (system.counts[place] == 0),
            system.counts[place],
            system.cells[place].name,
        ),
    )


def _of(system: System, row: int) -> np.ndarray:
    ends = system.matrix.indptr
    found: np.ndarray = system.matrix.indices[ends[row] : ends[row + 1]]
    return found
