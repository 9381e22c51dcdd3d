"""What can be worked out of a release from every seat: integer programmes over all that is known there."""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array, hstack, vstack

from queries.release.known import Known
from queries.release.programme import AuditUndecided, Programme, Unsolved

#: So many further kinds are taken in at once.
AT_ONCE = 50
#: How many steps a block's searches may choose among, for each seat, and for so many seats at least: no clock
#: counts it. A programme that is new counts so many times, one in whole numbers that many times more.
EFFORT, SEATS, NEW, WHOLE = 1_000_000, 30, 5, 50
#: What a step costs in one search after the other, until all steps come out whole. Made by chance, once.
COSTS = 3
#: What is nearer to nothing than this is nothing: the solver reckons with fractions.
CLOSE = 1e-6

#: What is told and shown so far.
Saved: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class Audit:
    """Which values of small counts stay possible from every seat, while more and more is told.

    Of a cell a seat knows its own cases; what must stay open is how many the others have. A value is proved
    possible by a *move*: cases of other schools that change their kind, come or go, so that every tie holds
    and every cell stays within what is told of it. A move proves values of every cell for every seat that it
    fits, so all are kept; the more is told, the fewer fit. Moves are made of turns; where these make none,
    any kinds that could have occurred may make one.
    """

    def __init__(self, known: Known, threshold: int) -> None:
        self.known = known
        self.threshold = threshold
        self.counts = known.counts
        self.turns = known.turns
        #: How far each cell and tie may move.
        self.low = np.concatenate([known.least - self.counts, known.down])
        self.high = np.concatenate([known.most - self.counts, known.up])
        #: How many the others have of each cell. Shape (seats, cells).
        self.others = self.counts - known.own @ known.adds[: len(known.cases)]
        self.small = (self.others >= 1) & (self.others <= threshold)
        # A count that everybody knows by now is nobody's to hide.
        self.small &= known.least < known.most
        #: What each move does to the cases of kinds that occurred, and to cells and ties.
        self.moved = np.zeros((0, len(known.cases)), dtype=np.int32)
        self.does = np.zeros((0, len(self.low)), dtype=np.int32)
        self.shown = self._as_it_is()
        #: What must stay possible: whatever was so before this release tells anything.
        values = (self.counts - self.others)[:, :, None] + np.arange(1, threshold + 1)
        within = (values >= known.least[:, None]) & (values <= known.most[:, None])
        self.needed = self.small[:, :, None] & within
        #: What may still be spent.
        self.left = EFFORT * max(len(known.own), SEATS)
        self._look(stop=False)
        self.needed = self.shown.copy()

    @property
    def least(self) -> np.ndarray:
        """What each cell has at least, as far as it is told. Shape (cells,)."""
        least: np.ndarray = self.counts + self.low[: len(self.counts)]
        return least

    @property
    def most(self) -> np.ndarray:
        """What each cell has at most, as far as it is told. Shape (cells,)."""
        most: np.ndarray = self.counts + self.high[: len(self.counts)]
        return most

    def tell(self, cells: np.ndarray, least: np.ndarray, most: np.ndarray) -> bool:
        """Tell that these cells lie between `least` and `most`, unless a value falls away from some seat."""
        own = self.counts[cells] - self.others[:, cells]
        for value in range(1, self.threshold + 1):
            count = own + value
            if (self.needed[:, cells, value - 1] & ((count < least) | (count > most))).any():
                return False
        before = self.save()
        self.low, self.high, self.shown = self.low.copy(), self.high.copy(), self.shown.copy()
        self.low[cells] = np.maximum(self.low[cells], least - self.counts[cells])
        self.high[cells] = np.minimum(self.high[cells], most - self.counts[cells])
        fits = self._within(self.does[:, cells], cells)
        if not fits.all():
            self.moved, self.does, self.shown = self.moved[fits], self.does[fits], self._as_it_is()
            self._prove(self.moved, self.does)
        try:
            if self._look(stop=True):
                return True
        except AuditUndecided:
            pass  # What is not shown to be safe is not told.
        self.restore(before)
        return False

    def save(self) -> Saved:
        """What is told and shown so far, for `restore`."""
        return self.low, self.high, self.moved, self.does, self.shown

    def restore(self, saved: Saved) -> None:
        """Take back what was told since."""
        self.low, self.high, self.moved, self.does, self.shown = saved

    def _look(self, *, stop: bool) -> bool:
        """Search moves for all that is needed and not shown yet; `stop` at the first value without one."""
        hopeless = np.zeros_like(self.shown)
        for seat, cell, value in np.argwhere(self.needed & ~self.shown):
            if self.shown[seat, cell, value] or hopeless[seat, cell, value]:
                continue
            by = int(value) + 1 - int(self.others[seat, cell])
            own = self.known.own[seat]
            # Who has as many others asks for the same: one move that leaves all their cases alone may do.
            alike = self.needed[:, cell, value] & ~self.shown[:, cell, value]
            alike &= self.others[:, cell] == self.others[seat, cell]
            owns = self.known.own[alike]
            move = self._of_turns(owns.max(axis=0), cell, by) if len(owns) > 1 else None
            if move is None:
                move = self._of_turns(own, cell, by)
            if move is None and not stop:
                # What is impossible even where nobody's cases stand in the way is so for all of them.
                if len(owns) > 1:
                    hopeless[alike, cell, value] = self._kinds(owns.min(axis=0), cell, by) is None
                if not hopeless[seat, cell, value]:
                    move = self._of_kinds(own, cell, by)
                if move is not None:
                    self._turn_too(move)
            if move is not None:
                self._keep(move)
                if not self.shown[seat, cell, value]:
                    raise AuditUndecided("the solver's fractions do not come out whole")
            elif stop:
                return False
        return True

    def _turn_too(self, move: np.ndarray) -> None:
        """Search among turns and this move from now on."""
        self.turns = hstack([self.turns, csc_array(move[:, None])], format="csc")
        del self._programmes

    @cached_property
    def _programmes(self) -> tuple[csr_array, list[Programme]]:
        """What each turn does to cells, ties and cases of kinds that occurred; programmes of some prices."""
        steps = vstack([self.known.effects.T @ self.turns, self.turns[: len(self.known.cases)]], format="csr")
        # What does twice as much costs four times as much: half of it is no bargain.
        price = 1 + np.asarray(steps.power(2).sum(axis=0))
        chance = np.random.default_rng(0)
        prices = [price, *(price * chance.uniform(0.5, 1.5, len(price)) for _ in range(COSTS - 1))]
        return steps, [Programme(steps, each) for each in prices]

    def _of_turns(self, own: np.ndarray, cell: int, by: int) -> np.ndarray | None:
        """A move of few turns with `by` more in `cell`, none of them of one's own cases; or None.

        Without whole numbers it is solved faster, and mostly they come out whole. If not, other prices may
        bring them, or whole numbers of the few turns that served so far will do.
        """
        steps, programmes = self._programmes
        low, high = self._with(cell, by)
        low = np.concatenate([low, own - self.known.cases])
        high = np.concatenate([high, np.full(len(own), np.inf)])
        served = np.zeros(steps.shape[1], dtype=bool)
        for programme in programmes:
            self._spend(programme.steps)
            turned = programme.cheapest(low, high)
            if turned is None:
                return None
            if np.allclose(turned, np.rint(turned), atol=CLOSE):
                return _whole(turned, self.turns)
            served |= turned > CLOSE
        few = Programme(steps[:, np.flatnonzero(served)], np.ones(served.sum()), whole=True)
        self._spend(few.steps * WHOLE)
        try:
            turned = few.cheapest(low, high)
        except Unsolved:
            return None
        return None if turned is None else _whole(turned, self.turns[:, np.flatnonzero(served)])

    def _kinds(self, own: np.ndarray, cell: int, by: int) -> np.ndarray | None:
        """Kinds that make a move in fractions with `by` more in `cell`, those that occurred first; or None.

        As long as there is none the dual values of how far the kinds at hand fall short say which further
        kinds would help; where none would, there is no such move.
        """
        effects, occurred = self.known.effects, len(self.known.cases)
        low, high = self._with(cell, by)
        each = eye_array(len(low))
        kinds = np.arange(occurred)
        while True:
            steps = csr_array(hstack([effects[kinds].T, each, -each]))
            short = np.repeat([0.0, 1.0], [len(kinds), 2 * len(low)])
            programme = Programme(steps, short, np.pad(own - self.known.cases, (0, len(short) - occurred)))
            self._spend(programme.steps * NEW)
            solved = programme.cheapest(low, high)
            if solved is None:
                raise Unsolved("falling short is always possible")
            if solved @ short < CLOSE:
                return kinds
            helps = effects @ programme.worth()
            helps[kinds] = 0
            best = np.argsort(-helps, kind="stable")[:AT_ONCE]
            best = best[helps[best] > CLOSE]
            if not len(best):
                return None
            kinds = np.concatenate([kinds, best])

    def _of_kinds(self, own: np.ndarray, cell: int, by: int) -> np.ndarray | None:
        """A move with `by` more in `cell` of any kinds; None where there is none, even in fractions."""
        kinds = self._kinds(own, cell, by)
        if kinds is None:
            return None
        effects = self.known.effects
        lower = np.pad(own - self.known.cases, (0, len(kinds) - len(own)))
        programme = Programme(csr_array(effects[kinds].T), np.zeros(len(kinds)), lower, whole=True)
        self._spend(programme.steps * WHOLE)
        moved = programme.cheapest(*self._with(cell, by))
        if moved is None:
            if len(kinds) < effects.shape[0]:
                # Other kinds might make one: what is not shown to be impossible must stay possible.
                raise AuditUndecided("kinds that make a move in fractions make none in whole numbers")
            return None
        move = np.zeros(effects.shape[0], dtype=np.int64)
        move[kinds] = np.rint(moved)
        return move

    def _with(self, cell: int, by: int) -> tuple[np.ndarray, np.ndarray]:
        """How far each cell and tie may move in a move with `by` more in `cell`."""
        low, high = self.low.copy(), self.high.copy()
        low[cell] = high[cell] = by
        return low, high

    def _spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise AuditUndecided("it would take too long")

    def _keep(self, move: np.ndarray) -> None:
        """Keep the move if it fits, and note what it shows."""
        moved, does = move[None, : len(self.known.cases)], (self.known.effects.T @ move)[None]
        if self._within(does).all() and (self.known.cases + moved >= 0).all():
            self.moved, self.does = np.vstack([self.moved, moved]), np.vstack([self.does, does])
            self._prove(moved, does)

    def _within(self, does: np.ndarray, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Which moves keep these cells and ties within what is told. Shape (moves,)."""
        within = (does >= self.low[rows]) & (does <= self.high[rows])
        return np.asarray(within.all(axis=1))

    def _as_it_is(self) -> np.ndarray:
        """What is shown without any move: that each small count may be what it is."""
        shown = np.zeros((*self.small.shape, self.threshold), dtype=bool)
        seats, cells = np.nonzero(self.small)
        shown[seats, cells, self.others[seats, cells] - 1] = True
        return shown

    def _prove(self, moved: np.ndarray, does: np.ndarray) -> None:
        """Note what these moves show, for every seat whose own cases they leave alone."""
        known = self.known
        left, taken = known.cases + moved, (moved < 0).any(axis=0)
        for seat in np.flatnonzero(self.small.any(axis=1)):
            mine = np.flatnonzero(taken & (known.own[seat] > 0))
            fits = (left[:, mine] >= known.own[seat, mine]).all(axis=1)
            cells = np.flatnonzero(self.small[seat] & ~self.shown[seat].all(axis=1))
            others = self.others[seat, cells] + does[np.ix_(fits, cells)]
            for value in range(1, self.threshold + 1):
                self.shown[seat, cells, value - 1] |= (others == value).any(axis=0)


def _whole(steps: np.ndarray, of: csr_array) -> np.ndarray:
    """What whole steps of these come to."""
    whole: np.ndarray = of @ np.rint(steps).astype(np.int64)
    return whole
