"""What is known before a release tells anything: own cases, earlier releases, what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import block_diag

from queries.release.counts import Block, Cell
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
    the new release come first.
    """

    cases: np.ndarray
    own: np.ndarray
    adds: np.ndarray
    ties: np.ndarray
    down: np.ndarray
    up: np.ndarray
    least: np.ndarray
    most: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        """Every cell's count. Shape (cells,)."""
        counts: np.ndarray = self.cases @ self.adds
        return counts


def known(
    block: Block, seats: Sequence[Seat], earlier: Sequence[Told] = (), exact: Mapping[Cell, int] | None = None
) -> Known:
    """What is known at each seat of a block that is released after `earlier` ones of it, the newest last.

    `exact` are counts of another earlier release that are taken to be known in full. Of every change between
    two releases it is taken to be known whether a count rose, fell or stayed: news of cases travels.
    """
    layers = [block, *(told.block for told in reversed(earlier))]
    adds = block_diag(*(layer.adds for layer in layers))
    places = np.cumsum([0, *(len(layer.cells) for layer in layers)])
    ties, down, up = [block_diag(*(layer.ties for layer in layers))], [], []
    zeros = np.zeros(len(ties[0]))
    down.append(zeros)
    up.append(zeros)
    for number in range(len(layers) - 1):
        newer, older = layers[number], layers[number + 1]
        place = {cell: places[number + 1] + at for at, cell in enumerate(older.cells)}
        pairs = np.array(
            [(places[number] + at, place[cell]) for at, cell in enumerate(newer.cells) if cell in place]
        )
        change = (newer.counts, older.counts)
        moved = adds[:, pairs[:, 0]] - adds[:, pairs[:, 1]]
        rose = change[0][pairs[:, 0] - places[number]] - change[1][pairs[:, 1] - places[number + 1]]
        ties.append(moved.T)
        # However far a count moves, it does not turn from risen to fallen.
        down.append(np.where(rose >= 0, -rose, -np.inf))
        up.append(np.where(rose <= 0, -rose, np.inf))
    least = np.concatenate([np.zeros(len(block.cells)), *(told.least for told in reversed(earlier))])
    most = np.concatenate([np.full(len(block.cells), np.inf), *(told.most for told in reversed(earlier))])
    for at, (cell, count) in enumerate(zip(block.cells, block.counts, strict=True)):
        if exact and cell in exact:
            least[at] = max(least[at], exact[cell] if count >= exact[cell] else 0)
            most[at] = min(most[at], exact[cell] if count <= exact[cell] else np.inf)
    return Known(
        np.concatenate([layer.cases for layer in layers]),
        np.hstack([layer.own(seats) for layer in layers]),
        adds, np.vstack(ties).T, np.concatenate(down), np.concatenate(up), least, most,
    )  # fmt: skip
