"""Turns: the least that can be otherwise with one case, of which nearly every move is made.

A case that is of another kind in as few tables as can be, or a case that is there or not. A turn leaves the
facets in step by itself, and each takes from one count what it gives to another; so searches among turns
come out in whole numbers where searches among kinds end in halves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csc_array, csr_array

from queries.release.counts import Block, Kind

#: A turn changes so many tables at the most.
TABLES = 5


@dataclass(frozen=True)
class Turns:
    """What each turn does to the cases of each kind, and which do the same to every count.

    `kinds` has shape (kinds, turns) and `further` (further kinds, turns), in the order of `Known`; `does`
    (cells + ties, turns). `alike` (turns,) is a number for each effect, `facet` (turns,) the facet that a
    turn is within, or -1 for a whole case.
    """

    kinds: csc_array
    further: csc_array
    does: csr_array
    alike: np.ndarray
    facet: np.ndarray

    def near(self, cell: int) -> np.ndarray:
        """The turns within the facets whose turns change this cell. Shape (turns,), true or false."""
        return np.isin(self.facet, self.facet[self.does[[cell]].indices])

    def best(self, free: np.ndarray) -> np.ndarray:
        """Of each effect the turn that takes from kinds with most `free` cases. Shape (effects,)."""
        takes = self.kinds.tocoo()
        most = np.full(self.kinds.shape[1], np.inf)
        gone = takes.data < 0
        np.minimum.at(most, takes.coords[1][gone], free[takes.coords[0][gone]])
        order = np.lexsort((-most, self.alike))
        best: np.ndarray = order[np.unique(self.alike[order], return_index=True)[1]]
        return best


def turns(layers: Sequence[Block], further: Sequence[Sequence[Kind]], counted: csr_array) -> Turns:
    """The turns of all releases; `counted` says what every kind adds and how it is tied, further kinds last.

    `further` are the kinds of each release that did not occur but could have.
    """
    kinds = sum(len(layer.kinds) for layer in layers)
    columns: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    facet: list[int] = []
    start, start_further = 0, kinds
    for layer, more in zip(layers, further, strict=True):
        place = {kind: start + at for at, kind in enumerate(layer.kinds)}
        place |= {kind: start_further + at for at, kind in enumerate(more)}
        for of, to in _as_like_as_can_be(layer.kinds, tuple(place)):
            columns.append(((place[of],), (place[to],)))
            facet.append(of[0])
        for case in _whole_cases(layer):
            together = tuple(place[kind] for kind in case)
            columns += [((), together), (together, ())]
            facet += [-1, -1]
        start, start_further = start + len(layer.kinds), start_further + len(more)
    places = [place for gone, come in columns for place in (*gone, *come)]
    signs = [sign for gone, come in columns for sign in (*[-1] * len(gone), *[1] * len(come))]
    starts = np.cumsum([0, *(len(gone) + len(come) for gone, come in columns)])
    changes = csc_array((signs, places, starts), shape=(counted.shape[0], len(columns)), dtype=np.int64)
    does = csr_array(counted.T @ changes)
    return Turns(changes[:kinds], changes[kinds:], does, _alike(does), np.array(facet, dtype=np.int64))


def _as_like_as_can_be(kinds: Sequence[Kind], possible: Sequence[Kind]) -> Iterator[tuple[Kind, Kind]]:
    """Of each of these kinds those of its facet that no third one stands between, the nearest first.

    A third one stands between two where in every table it is as one of them is.
    """
    wanted = set(kinds)
    of_facet: defaultdict[int, list[Kind]] = defaultdict(list)
    for kind in possible:
        of_facet[kind[0]].append(kind)
    for others in of_facet.values():
        coded = _coded(others)
        for number, kind in enumerate(others):
            if kind not in wanted:
                continue
            differs = coded != coded[number]
            tables = differs.sum(axis=1)
            left = np.flatnonzero((tables > 0) & (tables <= TABLES))
            left = left[np.argsort(tables[left], kind="stable")]
            while len(left):
                nearest = left[0]
                yield kind, others[nearest]
                where = differs[nearest]
                left = left[(coded[left][:, where] != coded[nearest, where]).any(axis=1)]


def _coded(kinds: Sequence[Kind]) -> np.ndarray:
    """A number for what each kind is in each table, its stratum first. Shape (kinds, 1 + tables)."""
    column: dict[str, int] = {}
    for _, _, adds in kinds:
        for table, _, _ in adds:
            column.setdefault(table, 1 + len(column))
    number: dict[object, int] = {}
    coded = np.zeros((len(kinds), 1 + len(column)), dtype=np.int32)
    for row, (_, stratum, adds) in enumerate(kinds):
        coded[row, 0] = number.setdefault(stratum, 1 + len(number))
        for table, part, weight in adds:
            coded[row, column[table]] = number.setdefault((part, weight), 1 + len(number))
    return coded


def _whole_cases(layer: Block) -> Iterator[tuple[Kind, ...]]:
    """A kind of every facet: each of the facet with most kinds, with the most frequent of the others."""
    cases = dict(zip(layer.kinds, layer.cases.tolist(), strict=True))
    facets = sorted({kind[0] for kind in layer.kinds})
    for stratum in dict.fromkeys(kind[1] for kind in layer.kinds):
        by_facet = [[kind for kind in layer.kinds if kind[:2] == (facet, stratum)] for facet in facets]
        if all(by_facet):
            most = max(by_facet, key=len)
            others = [
                max(kinds, key=lambda kind: (cases[kind], kind)) for kinds in by_facet if kinds is not most
            ]
            for kind in most:
                yield (kind, *others)


def _alike(does: csr_array) -> np.ndarray:
    """The same number for columns that are the same. Shape (columns,)."""
    columns = csc_array(does)
    columns.sort_indices()
    columns.eliminate_zeros()
    number: dict[tuple[bytes, bytes], int] = {}
    effects = [
        (columns.indices[one:end].tobytes(), columns.data[one:end].tobytes())
        for one, end in pairwise(columns.indptr)
    ]
    return np.array([number.setdefault(effect, len(number)) for effect in effects], dtype=np.int64)
