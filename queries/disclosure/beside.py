"""A release beside those before it: one mask for all that was ever shown, or words about what is too fine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from queries.disclosure.ledger import Release
from queries.disclosure.mask import ReleaseRefused, masked_cells
from queries.disclosure.release import TABLES, table_of, without
from queries.disclosure.system import Cell, Constraint, System, at_most

#: Earlier releases with their masks, oldest first.
Earlier = Sequence[Release]


def masked_beside(system: System, earlier: Earlier) -> np.ndarray:
    """The mask of `system`, safe beside all that was released before. Shape (cells,), boolean.

    A count that did not change is one cell, known from either release: hidden stays hidden, shown
    stays shown. One that changed is two; both releases' sums bind them, and it is taken to be known
    which counts changed, and whether they rose: cases come in by the month and seldom go.
    """
    cells = list(system.cells)
    constraints = list(system.constraints)
    hidden: set[str] = set()
    shown: set[str] = set()
    later = {cell.name: cell for cell in system.cells}
    for number, (before, mask) in reversed(list(enumerate(earlier))):
        names = {}
        for cell, is_hidden in zip(before.cells, mask, strict=True):
            after = later.get(cell.name)
            if after is None or after.count != cell.count:
                after = replace(cell, name=f"{cell.name}|release {number}")
                cells.append(after)
                constraints += _moved(after, later.get(cell.name))
                later[cell.name] = after
            names[cell.name] = after.name
            if not is_hidden:
                shown.add(after.name)
            elif cell.told:
                hidden.add(after.name)
        constraints += [
            Constraint(tuple((names[of], times) for of, times in bound.terms), bound.low, bound.high)
            for bound in before.constraints
        ]
    # What one release showed and a later one hid is known all the same.
    joined = replace(system, cells=tuple(cells), constraints=tuple(constraints))
    masked = masked_cells(joined, keep_masked=frozenset(hidden - shown), keep_shown=frozenset(shown))
    return masked[: len(system.cells)]


def _moved(before: Cell, after: Cell | None) -> list[Constraint]:
    """Which way a count went from one release to the next."""
    if after is None:
        return []
    low, high = sorted((before, after), key=lambda cell: cell.count)
    return [at_most(low.name, high.name)]


def masked_or_refused(system: System, earlier: Earlier) -> np.ndarray:
    """The same mask; a refusal says which tables are too fine, and leaving out which would pass.

    Tables are left out one after the other, those first in which counts could be worked out, then the
    finest. Each try masks the whole release: slow, and seldom needed.
    """
    try:
        return masked_beside(system, earlier)
    except ReleaseRefused as refused:
        cells = refused.cells
    too_fine = sorted({table_of(cell) for cell in cells})
    left_out: list[str] = []
    failing = cells
    while len(left_out) < len(TABLES):
        found = [table for table in TABLES if table in map(table_of, failing) and table not in left_out]
        left_out.append(found[0] if found else next(table for table in TABLES if table not in left_out))
        try:
            masked_beside(without(system, left_out), earlier)
        except ReleaseRefused as again:
            failing = again.cells
            continue
        raise ReleaseRefused(cells, too_fine=too_fine, passes=left_out)
    raise ReleaseRefused(cells, too_fine=too_fine)
