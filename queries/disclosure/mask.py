"""Which cells to mask: the small ones, and as many more as it takes to hide them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from queries.disclosure.attack import Outsider
from queries.disclosure.system import System


class ReleaseRefused(PermissionError):
    """However much is masked, small counts could be worked out.

    `cells` are the counts; `too_fine` the tables in which they stand; `passes` the tables without which
    the release would be safe, empty where not even that helps.
    """

    def __init__(
        self, cells: Sequence[str], too_fine: Sequence[str] = (), passes: Sequence[str] = ()
    ) -> None:
        named = ", ".join(cells[:5]) + (f" and {len(cells) - 5} more" if len(cells) > 5 else "")
        said = f"small counts could be worked out whatever is masked: {named}"
        if too_fine:
            said += f"; too fine: {', '.join(too_fine)}"
        if passes:
            set_to = " and ".join(f"shared_{table} = 0" for table in passes)
            said += f". It passes with {set_to} in data/plan/assumptions.csv: publish again with that"
        elif too_fine:
            said += ". No coarser choice passes: what was released before shows these counts already"
        super().__init__(said)
        self.cells, self.too_fine, self.passes = tuple(cells), tuple(too_fine), tuple(passes)


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
    known = np.array([name in keep_shown for name in names])
    promised = np.array([name in keep_masked for name in names])
    exposed = np.flatnonzero(system.small & known & system.told)
    if len(exposed) > 0:
        raise ReleaseRefused([names[cell] for cell in exposed])
    masked = (system.small | promised | ~system.told) & ~known
    kept = system.told | promised
    masked = _pair(system, masked, kept, ~known)
    outsider = Outsider(system, masked)
    # What is possible only grows with the mask, so that no cell need be looked at twice.
    queue = list(np.flatnonzero(masked & kept))
    for cell in queue:
        # A maybe is taken for a no: masking one cell more is cheaper than the proof that none is needed.
        while not outsider.is_in_the_dark(int(cell), thorough=False):
            more = _cheapest_near(system, int(cell), masked, ~known)
            if more is None:
                if outsider.is_in_the_dark(int(cell)):
                    break
                raise ReleaseRefused([names[cell]])
            before = masked
            masked = masked.copy()
            masked[more] = True
            masked = _pair(system, masked, kept, ~known)
            queue.extend(np.flatnonzero(masked & ~before))
            outsider.mask(masked)
    released: np.ndarray = masked | ~system.told
    return released


def _pair(system: System, masked: np.ndarray, kept: np.ndarray, free: np.ndarray) -> np.ndarray:
    """No sum may hold a single masked cell that must be kept: the others would give it away. Cheap."""
    masked = masked.copy()
    exact = np.flatnonzero(system.low == system.high)
    changed = True
    while changed:
        changed = False
        for row in exact:
            places = _of(system, int(row))
            hidden = places[masked[places]]
            if len(hidden) != 1 or not kept[hidden[0]]:
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
