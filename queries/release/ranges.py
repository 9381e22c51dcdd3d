"""The least and the most that everybody can work out of a masked count, from sums that are plain to see."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from queries.release.counts import SUMS, Block, Cell
from queries.release.known import Disclosed

#: Tables in which every incident stands in exactly one part. Months are none: the last may not be over.
_OF_ALL_INCIDENTS = ("category", "platform", "age_band", "intake", "severity")


class RangesContradict(ValueError):
    """A sum that is taken to be plain to see is none: the ranges would leave the true count out."""


def ranges(disclosed: Disclosed) -> tuple[np.ndarray, np.ndarray]:
    """The ranges of all cells, each of shape (cells,), narrowed by sums and their parts.

    A range rests on what is told and on nothing else, so it gives nothing away; a sum that is forgotten here
    leaves it wider than it could be, and no more. Raises RangesContradict.
    """
    least, most = disclosed.least.copy(), disclosed.most.copy()
    sums = [(total, np.array(parts)) for total, parts in _sums(disclosed.block) if len(parts) > 0]
    narrower = True
    while narrower:
        before = least.copy(), most.copy()
        for total, parts in sums:
            least[total] = max(least[total], least[parts].sum())
            most[total] = min(most[total], most[parts].sum())
            for part in parts:
                others = parts[parts != part]
                least[part] = max(least[part], least[total] - most[others].sum())
                most[part] = min(most[part], most[total] - least[others].sum())
        out = (disclosed.block.counts < least) | (disclosed.block.counts > most)
        if out.any():
            named = ["/".join(disclosed.block.cells[cell]) for cell in np.flatnonzero(out)]
            raise RangesContradict(
                f"{disclosed.block.year}: the ranges of {', '.join(named)} leave out the true count"
            )
        narrower = bool((least > before[0]).any() or (most < before[1]).any())
    return least, most


def _sums(block: Block) -> Iterator[tuple[int, list[int]]]:
    place: dict[Cell, int] = {cell: at for at, cell in enumerate(block.cells)}
    for table, part in block.cells:
        for total, parts in SUMS:
            if part == total and all((table, each) in place for each in parts):
                yield place[table, part], [place[table, each] for each in parts]
    for table in _OF_ALL_INCIDENTS:
        of_table = [at for (of, _), at in place.items() if of == table]
        if of_table:
            yield place["incidents", "all"], of_table
