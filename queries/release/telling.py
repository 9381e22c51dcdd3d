"""How much of a block is told: each count as exactly as every seat allows, what matters most first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatch

import numpy as np

from queries.release.audit import Audit
from queries.release.counts import Block, Cell, Kind
from queries.release.known import Disclosed, known
from queries.release.programme import AuditUndecided
from queries.release.seats import Seat

LOG = logging.getLogger("dashboard")

#: What matters most comes first: the patterns of table/part in the order in which they are told.
_ORDER = (
    "incidents/all", "[!c]*/all", "content_removed/all", "children/all", "victims_supported/done", "*/done",
    "intake/single_point", "*/fell_due", "*/on_time", "category/*", "severity/*", "intake/*", "*",
)  # fmt: skip
#: How many counts a range holds, the narrowest first: 1–5, 6–10, …; 1–10, 11–20, …; 1–20, 21–40, ….
WIDTHS = (5, 10, 20)


def tell(
    block: Block,
    seats: Sequence[Seat],
    threshold: int,
    earlier: Sequence[Disclosed] = (),
    exact: Sequence[Mapping[Cell, int]] = (),
    *,
    zeros: bool = True,
    imagined: Callable[[], Sequence[Sequence[Kind]]] = tuple,
) -> Disclosed:
    """What a release tells of a block beside what was told before of the same cases, the newest last.

    `exact` are earlier releases that are taken to be known in full, each as counts by cell. No value of a
    small count that was possible at a seat before is ruled out now. A block that did not change is told as
    before; nothing is told of one of which this cannot be shown in time. Without `zeros` no count is told to
    be none. `imagined` brings the kinds that could have occurred, of each release, the newest first.
    """
    if earlier and _same(block, earlier[-1].block):
        return _again(block, earlier[-1])
    try:
        could_be = imagined()
        audits = [Audit(known(block, seats, earlier, counts, could_be), threshold) for counts in ({}, *exact)]
    except AuditUndecided as error:
        LOG.warning("nothing is told of %s %s: %s", block.sort, block.year, error)
        return Disclosed(block, np.zeros(len(block.cells)), np.full(len(block.cells), np.inf))
    telling = _Telling(block, audits)
    cells = sorted(range(len(block.cells)), key=lambda cell: (_rank(block.cells[cell]), cell))
    if zeros:
        telling.open_tables(list(dict.fromkeys(block.cells[cell][0] for cell in cells)))
    telling.narrow([cell for cell in cells if telling.counts[cell] > 0])
    return Disclosed(block, audits[0].least[: len(block.cells)], audits[0].most[: len(block.cells)])


class _Telling:
    """What is told of a block so far. What is tried together and allowed would be allowed one by one too."""

    def __init__(self, block: Block, audits: Sequence[Audit]) -> None:
        self.block, self.audits, self.counts = block, audits, block.counts
        self.opened: set[str] = set()

    def open_tables(self, tables: Sequence[str]) -> None:
        """Tell which counts of a table are zero: all of the others are then known to be 1 or more."""
        cells = np.array([at for at, (table, _) in enumerate(self.block.cells) if table in tables])
        some = self.counts[cells] > 0
        if self._tell(cells, np.where(some, 1.0, 0.0), np.where(some, np.inf, 0.0)):
            self.opened |= set(tables)
        elif len(tables) > 1:
            self.open_tables(tables[: len(tables) // 2])
            self.open_tables(tables[len(tables) // 2 :])

    def narrow(self, cells: Sequence[int]) -> None:
        """Tell these counts exactly, or else the narrowest ranges that every seat allows."""
        counts = self.counts[np.array(cells, dtype=int)].astype(float)
        if not cells or self._tell(np.array(cells), counts, counts):
            return
        if len(cells) > 1:
            self.narrow(cells[: len(cells) // 2])
            self.narrow(cells[len(cells) // 2 :])
            return
        for width in WIDTHS:
            least = (counts - 1) // width * width + 1
            # Where a table's zeros are not told, neither is that a small count is none of them.
            may_be_disclosed = least > 1 or self.block.cells[cells[0]][0] in self.opened
            if may_be_disclosed and self._tell(np.array(cells), least, least + width - 1):
                return

    def _tell(self, cells: np.ndarray, least: np.ndarray, most: np.ndarray) -> bool:
        before = [audit.save() for audit in self.audits]
        if all(audit.tell(cells, least, most) for audit in self.audits):
            return True
        for audit, kept in zip(self.audits, before, strict=True):
            audit.restore(kept)
        return False


def _rank(cell: Cell) -> int:
    return next(rank for rank, pattern in enumerate(_ORDER) if fnmatch("/".join(cell), pattern))


def _same(block: Block, other: Block) -> bool:
    return _cases(block) == _cases(other)


def _cases(block: Block) -> dict[tuple[object, str], int]:
    rows, columns = np.nonzero(block.of_school)
    names = (*block.schools, "")
    return {
        (block.kinds[kind], names[school]): int(block.of_school[school, kind])
        for school, kind in zip(rows.tolist(), columns.tolist(), strict=True)
    }


def _again(block: Block, before: Disclosed) -> Disclosed:
    """What was told before of the same cases; of a part that is new, nothing."""
    place = {cell: at for at, cell in enumerate(before.block.cells)}
    least, most = np.zeros(len(block.cells)), np.full(len(block.cells), np.inf)
    for at, cell in enumerate(block.cells):
        if cell in place:
            least[at], most[at] = before.least[place[cell]], before.most[place[cell]]
    return Disclosed(block, least, most)
