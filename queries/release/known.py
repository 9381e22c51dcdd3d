"""What is known before a release tells anything: own cases, earlier releases, what changed since."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import block_diag, csc_array, csr_array, hstack, vstack

from queries.release.counts import Block, Cell, Kind, added, tied
from queries.release.seats import Seat
from queries.release.turns import turns


@dataclass(frozen=True)
class Disclosed:
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

    `cases` has shape (kinds,), `own` (seats, kinds), `adds` (all kinds, cells), `ties` (all kinds, ties) and
    `turns` (all kinds, turns): of all kinds those that did not occur but could have come last. `down` and
    `up` (ties,) say how far a tie may move, `least` and `most` (cells,) what is told already. The cells of
    the new release come first.
    """

    cases: np.ndarray
    own: np.ndarray
    adds: csr_array
    ties: csr_array
    down: np.ndarray
    up: np.ndarray
    least: np.ndarray
    most: np.ndarray
    turns: csc_array

    @property
    def counts(self) -> np.ndarray:
        """Every cell's count. Shape (cells,)."""
        counts: np.ndarray = self.cases @ self.adds[: len(self.cases)]
        return counts

    @cached_property
    def effects(self) -> csr_array:
        """What one case of a kind adds to each cell and tie, side by side. Shape (all kinds, both)."""
        return csr_array(hstack([self.adds, self.ties]))


def known(
    block: Block,
    seats: Sequence[Seat],
    earlier: Sequence[Disclosed] = (),
    exact: Mapping[Cell, int] | None = None,
    imagined: Sequence[Sequence[Kind]] = (),
) -> Known:
    """What is known at each seat of a block that is released after `earlier` ones of it, the newest last.

    `exact` are counts of another earlier release that are taken to be known in full. Of every change between
    two releases it is taken to be known whether a count rose, fell or stayed: news of cases travels.
    `imagined` are the kinds that could have occurred: of each release, the newest first.
    """
    layers = [block, *(disclosed.block for disclosed in reversed(earlier))]
    imagined = imagined or [()] * len(layers)
    # One kind of each facet and stratum is taken in at once: a case of any stratum can come.
    layers = [
        layer.having({kind[:2]: kind for kind in kinds}.values())
        for layer, kinds in zip(layers, imagined, strict=True)
    ]
    occurred = [len(layer.kinds) for layer in layers]
    further = [layer.further(kinds) for layer, kinds in zip(layers, imagined, strict=True)]
    kinds = [(*layer.kinds, *more) for layer, more in zip(layers, further, strict=True)]
    adds = _in_order([added(each, layer.cells) for each, layer in zip(kinds, layers, strict=True)], occurred)
    facets = _in_order([tied(each) for each in kinds], occurred)
    changes = _changes(layers)
    rose = np.concatenate([layer.counts for layer in layers]) @ changes
    still = np.zeros(facets.shape[1])
    least = np.concatenate(
        [np.zeros(len(block.cells)), *(disclosed.least for disclosed in reversed(earlier))]
    )
    most = np.concatenate(
        [np.full(len(block.cells), np.inf), *(disclosed.most for disclosed in reversed(earlier))]
    )
    for at, (cell, count) in enumerate(zip(block.cells, block.counts, strict=True)):
        if exact and cell in exact:
            least[at] = max(least[at], exact[cell] if count >= exact[cell] else 0)
            most[at] = min(most[at], exact[cell] if count <= exact[cell] else np.inf)
    return Known(
        np.concatenate([layer.cases for layer in layers]),
        np.hstack([layer.own(seats) for layer in layers]),
        adds,
        csr_array(hstack([facets, adds @ changes])),
        # However far a count moves, it does not turn from risen to fallen.
        np.concatenate([still, np.where(rose >= 0, -rose, -np.inf)]),
        np.concatenate([still, np.where(rose <= 0, -rose, np.inf)]),
        least,
        most,
        turns(layers, further),
    )


def _changes(layers: Sequence[Block]) -> csr_array:
    """Which cell of a release less which of the one before it is a change. Shape (cells, changes)."""
    starts = np.cumsum([0, *(len(layer.cells) for layer in layers)])
    pairs = []
    for number, (newer, older) in enumerate(itertools.pairwise(layers)):
        place = {cell: starts[number + 1] + at for at, cell in enumerate(older.cells)}
        pairs += [(starts[number] + at, place[cell]) for at, cell in enumerate(newer.cells) if cell in place]
    rows, signs = np.array(pairs, dtype=int).reshape(-1), np.tile([1, -1], len(pairs))
    return csr_array((signs, (rows, np.repeat(np.arange(len(pairs)), 2))), shape=(starts[-1], len(pairs)))


def _in_order(layers: Sequence[csr_array], occurred: Sequence[int]) -> csr_array:
    """The layers beside each other, the kinds that occurred in each one first, all others after them."""
    some = zip(layers, occurred, strict=True)
    first, last = zip(*((layer[:kinds], layer[kinds:]) for layer, kinds in some), strict=True)
    return csr_array(vstack([block_diag(first), block_diag(last)]))
