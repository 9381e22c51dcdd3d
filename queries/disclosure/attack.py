"""What an outsider can deduce of masked cells: integer programmes over everything that is shown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, hstack

from queries.disclosure.system import System

#: How many masked cells around a cell are moved at first, and then, before the whole is tried.
NEARBY = (60, 700)


class AttackUndecided(RuntimeError):
    """The solver could not say whether a value is possible; the release counts as failed."""


def deducible(system: System, masked: np.ndarray) -> list[int]:
    """The masked cells (places, ascending) of which an outsider learns too much.

    An outsider knows every shown count and every constraint, and of a masked cell only that it is
    a count: a zero, too, may be masked to hide others. Of a small count every value from 1 to the
    threshold must still be possible; of a larger one, so many values as lie in that range. Of a table that
    is not told nothing is claimed. `masked` has shape (cells,), boolean.
    """
    outsider = Outsider(system, masked)
    return [
        int(cell) for cell in np.flatnonzero(masked & system.told) if not outsider.is_in_the_dark(int(cell))
    ]


class Outsider:
    """Somebody who sees all but the masked cells, and what he must hold possible of those.

    A value is proved possible by a whole alternative set of counts that fits all he sees; one set is
    proof for every cell in it. The more is masked, the more is possible, so proofs stay good. Sets
    that change only cells nearby are looked for first: the whole is seldom needed, and slow.
    """

    def __init__(self, system: System, masked: np.ndarray) -> None:
        self.system = system
        self.most_small = system.threshold
        #: How far apart the ends of what is possible must lie for a larger count masked to hide others.
        self.wide = system.threshold - 1
        self.by_row = system.matrix
        self.by_cell = csc_array(system.matrix)
        reached = system.matrix @ system.counts
        #: How far each constraint may move from where the true counts leave it.
        self.down, self.up = system.low - reached, system.high - reached
        # seen[cell, v]: some set of counts that fits has v in this cell.
        self.seen = np.zeros((len(system.cells), self.most_small + 1), dtype=bool)
        self.least = system.counts.copy()
        self.most = system.counts.copy()
        self._take(np.arange(len(system.cells)), system.counts)
        self.mask(masked)

    def mask(self, masked: np.ndarray) -> None:
        """From now on he sees these cells masked: at least those that were."""
        self.masked = masked.copy()
        self.hidden_in_row = abs(self.by_row) @ masked.astype(np.int64)

    def is_in_the_dark(self, cell: int, *, thorough: bool = True) -> bool:
        """Whether enough is still possible of this masked cell; without `thorough` a no may be a maybe."""
        return any(self._enough(cell, near) for near in self._nearby(cell, thorough))

    def _nearby(self, cell: int, thorough: bool) -> Iterator[np.ndarray]:
        """Sets of masked cells around this one, growing."""
        size = 0
        for limit in NEARBY if not thorough else (*NEARBY, len(self.masked)):
            near = self._around(cell, limit)
            if len(near) > size:
                yield near
            size = len(near)

    def _around(self, cell: int, limit: int) -> np.ndarray:
        """Up to `limit` masked cells tied to this one, those in the shortest sums first."""
        found, queue = {cell: None}, [cell]
        for at in queue:
            rows = self.by_cell.indices[self.by_cell.indptr[at] : self.by_cell.indptr[at + 1]]
            for row in sorted(rows, key=lambda row: (self.hidden_in_row[row], row)):
                places = self.by_row.indices[self.by_row.indptr[row] : self.by_row.indptr[row + 1]]
                for place in places:
                    if self.masked[place] and int(place) not in found:
                        if len(found) >= limit:
                            return np.array(list(found))
                        found[int(place)] = None
                        queue.append(int(place))
        return np.array(list(found))

    def _enough(self, cell: int, near: np.ndarray) -> bool:
        count = int(self.system.counts[cell])
        if self.system.small[cell]:
            # The ends first: what lies between them often comes along.
            values = sorted(range(1, self.most_small + 1), key=lambda value: -abs(value - count))
            return all(self.seen[cell, value] or self._moved(cell, near, value - count) for value in values)
        return bool(
            self.most[cell] - self.least[cell] >= self.wide
            or self._moved(cell, near, self.wide)
            or self._moved(cell, near, -self.wide)
            or (self._furthest(cell, near, 1) and self._furthest(cell, near, -1))
        )

    def _furthest(self, cell: int, near: np.ndarray, way: int) -> bool:
        """Move as far one way as it goes, where neither way goes a whole range; then is it enough?"""
        for by in range(self.wide - 1, 0, -1):
            if self._moved(cell, near, way * by):
                break
        return way > 0 or bool(self.most[cell] - self.least[cell] >= self.wide)

    def _moved(self, cell: int, cells: np.ndarray, by: int) -> bool:
        """Look for counts of `cells`, all others as they are, with `by` more in `cell`.

        As few counts as possible are moved, since such a move can be made of smaller ones, which prove
        the values between. A move is split into what is added and what is taken away.
        """
        if self.system.counts[cell] + by < 0:
            return False
        among = csr_array(self.by_cell[:, cells])
        rows = np.flatnonzero(np.diff(among.indptr))
        counts = self.system.counts[cells].astype(float)
        here = np.where(cells == cell, 1.0, 0.0)
        least = np.concatenate([here * max(by, 0), here * max(-by, 0)])
        most = np.concatenate([np.where(here, max(by, 0), np.inf), np.where(here, max(-by, 0), counts)])
        both = hstack([among[rows], -among[rows]], format="csr")
        found = milp(
            c=np.ones(2 * len(cells)), constraints=LinearConstraint(both, self.down[rows], self.up[rows]),
            bounds=Bounds(least, most), integrality=np.ones(2 * len(cells)),
        )  # fmt: skip
        if found.status == 2:  # infeasible
            return False
        if found.x is None:
            raise AttackUndecided(found.message)
        move = np.rint(found.x).astype(np.int64)
        self._take_moves(cells, move[: len(cells)] - move[len(cells) :])
        return True

    def _take_moves(self, cells: np.ndarray, move: np.ndarray) -> None:
        """A move, and every whole multiple of the smallest of its kind that fits, is proof."""
        step = move // np.gcd.reduce(move)
        moved = np.zeros(len(self.masked), dtype=np.int64)
        moved[cells] = step
        pull = self.by_row @ moved
        for sign in (1, -1):
            for times in range(1, self.most_small + 1):
                counts = self.system.counts[cells] + sign * times * step
                change = sign * times * pull
                if (counts < 0).any() or (change < self.down).any() or (change > self.up).any():
                    break
                self._take(cells, counts)

    def _take(self, cells: np.ndarray, counts: np.ndarray) -> None:
        small = counts <= self.most_small
        self.seen[cells[small], counts[small]] = True
        self.least[cells] = np.minimum(self.least[cells], counts)
        self.most[cells] = np.maximum(self.most[cells], counts)
