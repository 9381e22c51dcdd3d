"""What is known before a release tells anything: own cases, earlier releases, what changed since."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.linalg import block_diag
from scipy.sparse import block_diag as beside
from scipy.sparse import csr_array, hstack

from queries.release.counts import Block, Cell, Kind
from queries.release.seats import Seat


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
    they are tied, side by side, of shape (further kinds, cells + ties). `histories` says which kinds of
    which releases may be the same cases; of a first release none need be named.
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
    histories: tuple[tuple[int, ...], ...] = ()

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

    def having(self, further: np.ndarray) -> Known:
        """The same with these of the further kinds after all others."""
        adds, ties = np.hsplit(self.further[further].toarray(), [len(self.least)])
        return replace(
            self,
            cases=np.pad(self.cases, (0, len(further))),
            own=np.pad(self.own, ((0, 0), (0, len(further)))),
            adds=np.vstack([self.adds, adds]),
            ties=np.vstack([self.ties, ties]),
        )

    def only(self, kinds: np.ndarray) -> Known:
        """The same with these kinds and no others. Shape (kinds,), true or false."""
        return replace(
            self,
            cases=self.cases[kinds],
            own=self.own[:, kinds],
            adds=self.adds[kinds],
            ties=self.ties[kinds],
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
    return Known(
        np.concatenate([layer.cases for layer in layers]),
        np.hstack([layer.own(seats) for layer in layers]),
        adds,
        np.hstack([facets, adds @ changes]),
        # However far a count moves, it does not turn from risen to fallen.
        np.concatenate([still, np.where(rose >= 0, -rose, -np.inf)]),
        np.concatenate([still, np.where(rose <= 0, -rose, np.inf)]),
        least,
        most,
        _further(layers, imagined, changes),
        _histories(layers) if earlier else (),
    )


def _histories(layers: Sequence[Block]) -> tuple[tuple[int, ...], ...]:
    """Which kinds of the releases, put one after the other, may be the same cases; the longest first.

    Most cases are of one kind in all releases that have it; what one release has more of than another may be
    a case of that release alone.
    """
    starts = np.cumsum([0, *(len(layer.kinds) for layer in layers)])
    cases = np.concatenate([layer.cases for layer in layers])
    places: defaultdict[Kind, list[int]] = defaultdict(list)
    for start, layer in zip(starts, layers, strict=False):
        for at, kind in enumerate(layer.kinds):
            places[kind].append(int(start) + at)
    together = {tuple(of) for of in places.values()}
    alone = {(at,) for of in together for at in of if cases[at] > cases[list(of)].min()}
    return tuple(sorted(together | alone, key=lambda history: (-len(history), history)))


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


def _further(layers: Sequence[Block], imagined: Sequence[Sequence[Kind]], changes: np.ndarray) -> csr_array:
    """What kinds that are not in these layers add, and how they are tied."""
    if not imagined:
        return csr_array((0, len(changes) + sum(len(layer.ties) for layer in layers) + changes.shape[1]))
    wide = [layer.having(kinds) for layer, kinds in zip(layers, imagined, strict=True)]
    pairs = list(zip(wide, layers, strict=True))
    adds = beside([csr_array(more.adds[len(layer.kinds) :]) for more, layer in pairs])
    facets = beside([csr_array(more.ties[:, len(layer.kinds) :].T) for more, layer in pairs])
    return csr_array(hstack([adds, facets, adds @ csr_array(changes)]))
