"""What is known before a release tells anything: own cases, earlier releases, what changed since."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy.linalg import block_diag
from scipy.sparse import block_diag as beside
from scipy.sparse import csr_array, hstack, vstack

from queries.release.counts import Block, Cell, Kind
from queries.release.seats import Seat
from queries.release.turns import Turns, turns


@dataclass(frozen=True)
class Told:
    """A block of a release with what is told of its cells: each lies between `least` and `most`.

    Both have shape (cells,): equal where a count is exact, 1 and infinity where all that is told is that it
    is not zero, 0 and infinity where nothing is told.
    """

    block: Block
    least: np.ndarray
    most: np.ndarray


@dataclass(frozen=True)
class Known:
    """Cases by kind, what they add to which cells, and what ties them: the new release and all before it.

    `cases` has shape (kinds,), `own` (seats, kinds), `adds` (kinds, cells), `ties` (kinds, ties); `down` and
    `up` (ties,) say how far a tie may move, `least` and `most` (cells,) what is told already. The cells of
    the new release come first. `further` are kinds that did not occur but could have: what they add and how
    they are tied, side by side, of shape (further kinds, cells + ties); `taken_in` says which of them stand
    at the end of the others by now.
    """

    cases: np.ndarray
    own: np.ndarray
    adds: np.ndarray
    ties: np.ndarray
    down: np.ndarray
    up: np.ndarray
    least: np.ndarray
    most: np.ndarray
    further: csr_array
    turns: Turns
    taken_in: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def counts(self) -> np.ndarray:
        """Every cell's count. Shape (cells,)."""
        counts: np.ndarray = self.cases @ self.adds
        return counts

    @cached_property
    def steps(self) -> csr_array:
        """What one case of a kind does to each cell and tie, first where it comes, then where it goes."""
        come = csr_array(np.hstack([self.adds, self.ties]).T)
        return csr_array(hstack([come, -come]))

    @property
    def occurred(self) -> int:
        """So many kinds there are before those that were taken in."""
        return len(self.cases) - len(self.taken_in)

    def having(self, further: np.ndarray) -> Known:
        """The same with these of the further kinds after all others; none twice."""
        further = further[~np.isin(further, self.taken_in)]
        adds, ties = np.hsplit(self.further[further].toarray(), [len(self.least)])
        return replace(
            self,
            cases=np.pad(self.cases, (0, len(further))),
            own=np.pad(self.own, ((0, 0), (0, len(further)))),
            adds=np.vstack([self.adds, adds]),
            ties=np.vstack([self.ties, ties]),
            taken_in=np.concatenate([self.taken_in, further]),
        )

    def only(self, kinds: np.ndarray) -> Known:
        """The same with these kinds and no others. Shape (kinds,), true or false."""
        return replace(
            self,
            cases=self.cases[kinds],
            own=self.own[:, kinds],
            adds=self.adds[kinds],
            ties=self.ties[kinds],
            taken_in=self.taken_in[kinds[self.occurred :]],
        )


def known(
    block: Block,
    seats: Sequence[Seat],
    earlier: Sequence[Told] = (),
    exact: Mapping[Cell, int] | None = None,
    imagined: Sequence[Sequence[Kind]] = (),
) -> Known:
    """What is known at each seat of a block that is released after `earlier` ones of it, the newest last.

    `exact` are counts of another earlier release that are taken to be known in full. Of every change between
    two releases it is taken to be known whether a count rose, fell or stayed: news of cases travels.
    `imagined` are the kinds that could have occurred: of each release, the newest first.
    """
    layers = [block, *(told.block for told in reversed(earlier))]
    if imagined:
        # One kind of each facet and stratum: so each tie that a further kind has is there.
        layers = [
            layer.having({kind[:2]: kind for kind in kinds}.values())
            for layer, kinds in zip(layers, imagined, strict=True)
        ]
    imagined = imagined or [()] * len(layers)
    wide = [layer.having(kinds) for layer, kinds in zip(layers, imagined, strict=True)]
    could_be = [each.kinds[len(layer.kinds) :] for each, layer in zip(wide, layers, strict=True)]
    adds = block_diag(*(layer.adds for layer in layers))
    facets = block_diag(*(layer.ties for layer in layers)).T
    changes = _changes(layers)
    rose = np.concatenate([layer.counts for layer in layers]) @ changes
    still = np.zeros(facets.shape[1])
    least = np.concatenate([np.zeros(len(block.cells)), *(told.least for told in reversed(earlier))])
    most = np.concatenate([np.full(len(block.cells), np.inf), *(told.most for told in reversed(earlier))])
    for at, (cell, count) in enumerate(zip(block.cells, block.counts, strict=True)):
        if exact and cell in exact:
            least[at] = max(least[at], exact[cell] if count >= exact[cell] else 0)
            most[at] = min(most[at], exact[cell] if count <= exact[cell] else np.inf)
    further = _further(layers, wide, changes)
    ties = np.hstack([facets, adds @ changes])
    counted = csr_array(vstack([csr_array(np.hstack([adds, ties])), further]))
    return Known(
        np.concatenate([layer.cases for layer in layers]),
        np.hstack([layer.own(seats) for layer in layers]),
        adds,
        ties,
        # However far a count moves, it does not turn from risen to fallen.
        np.concatenate([still, np.where(rose >= 0, -rose, -np.inf)]),
        np.concatenate([still, np.where(rose <= 0, -rose, np.inf)]),
        least,
        most,
        further,
        turns(layers, could_be, counted),
    )


def _changes(layers: Sequence[Block]) -> np.ndarray:
    """Which cell of a release less which of the one before it is a change. Shape (cells, changes)."""
    starts = np.cumsum([0, *(len(layer.cells) for layer in layers)])
    pairs = []
    for number, (newer, older) in enumerate(itertools.pairwise(layers)):
        place = {cell: starts[number + 1] + at for at, cell in enumerate(older.cells)}
        pairs += [(starts[number] + at, place[cell]) for at, cell in enumerate(newer.cells) if cell in place]
    changes = np.zeros((starts[-1], len(pairs)), dtype=np.int64)
    for number, (new, old) in enumerate(pairs):
        changes[new, number], changes[old, number] = 1, -1
    return changes


def _further(layers: Sequence[Block], wide: Sequence[Block], changes: np.ndarray) -> csr_array:
    """What the kinds that only the wide layers have add, and how they are tied."""
    pairs = list(zip(wide, layers, strict=True))
    adds = beside([csr_array(more.adds[len(layer.kinds) :]) for more, layer in pairs])
    facets = beside([csr_array(more.ties[:, len(layer.kinds) :].T) for more, layer in pairs])
    return csr_array(hstack([adds, facets, adds @ csr_array(changes)]))
