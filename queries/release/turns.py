"""Turns: the least that can be otherwise with one case, of which nearly every move is made.

A case that is of another kind in as few tables as can be, or a case that is there or not. A turn leaves the
facets in step by itself, and each takes from one count what it gives to another; so searches among turns
come out in whole numbers where searches among kinds end in halves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csc_array

from queries.release.counts import Block, Kind

#: A turn changes so many tables at the most.
TABLES = 5


def turns(layers: Sequence[Block], further: Sequence[Sequence[Kind]]) -> csc_array:
    """How each turn of each release changes the cases of each kind. Shape (kinds, turns).

    `further` are the kinds of each release that it does not have but could: they come after all others.
    """
    columns: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    start, start_further = 0, sum(len(layer.kinds) for layer in layers)
    for layer, more in zip(layers, further, strict=True):
        place = {kind: start + at for at, kind in enumerate(layer.kinds)}
        place |= {kind: start_further + at for at, kind in enumerate(more)}
        for of, to in _as_like_as_can_be(layer.kinds, tuple(place)):
            columns.append(((place[of],), (place[to],)))
        for case in _whole_cases(layer):
            together = tuple(place[kind] for kind in case)
            columns += [((), together), (together, ())]
        # Where turns make no move, single cases that come and go may: facet by facet, as long as ties hold.
        for kind in layer.kinds:
            columns += [((), (place[kind],)), ((place[kind],), ())]
        start, start_further = start + len(layer.kinds), start_further + len(more)
    places = [place for gone, come in columns for place in (*gone, *come)]
    signs = [sign for gone, come in columns for sign in (*[-1] * len(gone), *[1] * len(come))]
    starts = np.cumsum([0, *(len(gone) + len(come) for gone, come in columns)])
    return csc_array((signs, places, starts), shape=(start_further, len(columns)), dtype=np.int64)


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
