"""What an outsider can deduce of masked cells: integer programmes over everything that is shown."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from queries.disclosure.system import SMALL, System

#: How far apart the ends of what is possible must lie for a larger count masked to hide others.
WIDE = SMALL - 1


class AttackUndecided(RuntimeError):
    """The solver could not say whether a value is possible; the release counts as failed."""


def deducible(system: System, masked: np.ndarray) -> list[int]:
    """The masked cells (places, ascending) of which an outsider learns too much.

    An outsider knows every shown count and every constraint, and of a masked cell only that it is
    a count: a zero, too, may be masked to hide others. Of a small count every value from 1 to SMALL
    must still be possible; of a larger one, so many values as lie in that range. `masked` has shape
    (cells,), boolean.
    """
    outsider = Outsider(system, masked)
    return [int(cell) for cell in np.flatnonzero(masked) if not outsider.is_in_the_dark(int(cell))]


class Outsider:
    """Somebody who sees all but the masked cells, and what he must hold possible of those.

    A value is proved possible by a whole alternative set of counts that fits all he sees; one set is
    proof for every cell in it. The more is masked, the more is possible, so proofs stay good.
    """

    def __init__(self, system: System, masked: np.ndarray) -> None:
        self.system = system
        # seen[cell, v]: some set of counts that fits has v in this cell.
        self.seen = np.zeros((len(system.cells), SMALL + 1), dtype=bool)
        self.least = system.counts.copy()
        self.most = system.counts.copy()
        self._take(np.arange(len(system.cells)), system.counts)
        self.mask(masked)

    def mask(self, masked: np.ndarray) -> None:
        """From now on he sees these cells masked: at least those that were."""
        self.masked = masked.copy()
        places = np.flatnonzero(masked)
        self.group = np.full(len(masked), -1)
        if len(places):
            touching = abs(csr_array(self.system.matrix[:, places]))
            self.group[places] = connected_components(touching.T @ touching, directed=False)[1]
        self.parts: dict[int, _Part] = {}

    def is_in_the_dark(self, cell: int) -> bool:
        """Whether enough is still possible of this masked cell."""
        if self.system.small[cell]:
            return all(self.seen[cell, v] or self._possible(cell, v, v) for v in range(1, SMALL + 1))
        return bool(
            self.most[cell] - self.least[cell] >= WIDE
            or self._possible(cell, int(self.least[cell]) + WIDE, np.inf)
            or self._possible(cell, 0, int(self.most[cell]) - WIDE)
            or self._spans(cell)
        )

    def _spans(self, cell: int) -> bool:
        """The exact ends, where neither lies a whole range away from what was seen."""
        part = self._part(cell)
        for sign in (1.0, -1.0):
            aim = np.where(part.cells == cell, sign, 0.0)
            self._solve(part, aim, np.zeros(len(part.cells)), np.full(len(part.cells), np.inf))
        return bool(self.most[cell] - self.least[cell] >= WIDE)

    def _possible(self, cell: int, low: float, high: float) -> bool:
        if low > high:
            return False
        part = self._part(cell)
        lows = np.where(part.cells == cell, low, 0.0)
        highs = np.where(part.cells == cell, high, np.inf)
        # Pull the cells of which little is proved yet towards small values: one answer proves many.
        unproved = self.system.small[part.cells] & ~self.seen[part.cells, 1:].all(axis=1)
        return self._solve(part, unproved.astype(float), lows, highs, gap=1.0)

    def _part(self, cell: int) -> _Part:
        group = int(self.group[cell])
        if group not in self.parts:
            self.parts[group] = _Part(self.system, self.masked, np.flatnonzero(self.group == group))
        return self.parts[group]

    def _solve(
        self, part: _Part, aim: np.ndarray, low: np.ndarray, high: np.ndarray, gap: float = 0.0
    ) -> bool:
        found = milp(
            c=aim, constraints=part.constraints, bounds=Bounds(low, high),
            integrality=np.ones(len(part.cells)), options={"mip_rel_gap": gap},
        )  # fmt: skip
        if found.status == 2:  # infeasible
            return False
        if found.x is None:
            raise AttackUndecided(found.message)
        self._take(part.cells, np.rint(found.x).astype(np.int64))
        return True

    def _take(self, cells: np.ndarray, counts: np.ndarray) -> None:
        small = counts <= SMALL
        self.seen[cells[small], counts[small]] = True
        self.least[cells] = np.minimum(self.least[cells], counts)
        self.most[cells] = np.maximum(self.most[cells], counts)


class _Part:
    """Masked cells that constraints tie to one another, and those constraints with the rest filled in."""

    def __init__(self, system: System, masked: np.ndarray, cells: np.ndarray) -> None:
        self.cells = cells
        among = csr_array(system.matrix[:, cells])
        rows = np.flatnonzero(np.diff(among.indptr))
        known = (system.matrix @ np.where(masked, 0, system.counts))[rows]
        self.constraints = (
            [LinearConstraint(among[rows], system.low[rows] - known, system.high[rows] - known)]
            if len(rows)
            else []
        )
