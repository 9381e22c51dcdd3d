"""What can be worked out of a release from every seat: integer programmes over all that is known there."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, csr_array, eye_array, hstack, vstack

from queries.release.known import Known

#: So many sums of two moves are tried at once: they cost less than one search.
PAIRS = 400
#: So many further kinds are taken in at once; of more than so many those in no move are dropped again. Many
#: make whole moves easy to find, too many make each search slow.
AT_ONCE, POOL = 50, 500
#: What a block may cost for each seat, and for so many seats at least: no clock counts it, but the squares of
#: the steps of each search, which count so many times in whole numbers. One search follows so many branches.
EFFORT, SEATS, WHOLE, BRANCHES = 100_000_000, 30, 150, 2000
#: What a step costs in one search after the other, until all steps come out whole. Made by chance, once.
COSTS = 3
#: So few steps need no presolving, over which the solver stumbles at times.
FEW = 200
#: What is nearer to nothing than this is nothing: the solver reckons with fractions.
CLOSE = 1e-6


class AuditUndecided(RuntimeError):
    """It could not be found out, or not with the effort that is allowed, whether a value is possible."""


class Unsolved(AuditUndecided):
    """The solver gave up on one search."""


#: What is told and shown so far.
Saved: TypeAlias = tuple[Known, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class Audit:
    """Which values of small counts stay possible from every seat, while more and more is told.

    Of a cell a seat knows its own cases; what must stay open is how many the others have. A value is proved
    possible by a *move*: cases of other schools that change their kind, come or go, so that every tie holds
    and every cell stays within what is told of it. A move proves values of every cell for every seat that it
    fits, so all are kept; the more is told, the fewer fit. Moves are made of turns, then of kinds that
    occurred; where these show no move, kinds that could have occurred are taken in, as far as there are such.
    """

    def __init__(self, known: Known, threshold: int) -> None:
        self.known = known
        self.threshold = threshold
        self.counts = known.counts
        self.least, self.most = known.least.copy(), known.most.copy()
        #: How many the others have of each cell. Shape (seats, cells).
        self.others = self.counts - known.own @ known.adds
        self.small = (self.others >= 1) & (self.others <= threshold)
        # A count that everybody knows by now is nobody's to hide.
        self.small &= self.least < self.most
        self.moves = np.zeros((0, len(known.cases)), dtype=np.int64)
        self.shown = np.zeros((*self.small.shape, threshold), dtype=bool)
        seats, cells = np.nonzero(self.small)
        self.shown[seats, cells, self.others[seats, cells] - 1] = True
        #: What must stay possible: whatever was so before this release tells anything.
        values = (self.counts - self.others)[:, :, None] + np.arange(1, threshold + 1)
        within = (values >= self.least[:, None]) & (values <= self.most[:, None])
        self.needed = self.small[:, :, None] & within
        #: What may still be spent.
        self.left = EFFORT * max(len(known.own), SEATS)
        self._look(stop=False)
        self.needed = self.shown.copy()

    def tell(self, cells: np.ndarray, least: np.ndarray, most: np.ndarray) -> bool:
        """Tell that these cells lie between `least` and `most`, unless a value falls away from some seat."""
        own = self.counts[cells] - self.others[:, cells]
        for value in range(1, self.threshold + 1):
            count = own + value
            if (self.needed[:, cells, value - 1] & ((count < least) | (count > most))).any():
                return False
        before = self.save()
        self.least, self.most, self.shown = self.least.copy(), self.most.copy(), self.shown.copy()
        self.least[cells] = np.maximum(self.least[cells], least)
        self.most[cells] = np.minimum(self.most[cells], most)
        fits = self._fit(self.moves)
        if not fits.all():
            pairs = self._pairs(self.moves[~fits], cells)
            self.moves = np.vstack([self.moves[fits], pairs])
            self.shown = np.zeros_like(self.shown)
            seats, places = np.nonzero(self.small)
            self.shown[seats, places, self.others[seats, places] - 1] = True
            self._prove(self.moves)
        try:
            if self._look(stop=True):
                return True
        except AuditUndecided:
            pass  # What is not shown to be safe is not told.
        self.restore(before)
        return False

    def save(self) -> Saved:
        """What is told and shown so far, for `restore`."""
        return self.known, self.least, self.most, self.moves, self.shown

    def restore(self, saved: Saved) -> None:
        """Take back what was told since."""
        self.known, self.least, self.most, self.moves, self.shown = saved

    def _look(self, *, stop: bool) -> bool:
        """Search moves for all that is needed and not shown yet; `stop` at the first value without one."""
        hopeless = np.zeros_like(self.shown)
        for seat, cell, value in np.argwhere(self.needed & ~self.shown):
            if self.shown[seat, cell, value] or hopeless[seat, cell, value]:
                continue
            by = int(value) + 1 - int(self.others[seat, cell])
            # Who has as many others asks for the same: one move that leaves all their cases alone may do.
            alike = self.needed[:, cell, value] & ~self.shown[:, cell, value]
            alike &= self.others[:, cell] == self.others[seat, cell]
            owns = self.known.own[alike]
            move = self._search(owns.max(axis=0), cell, by, whole=False) if len(owns) > 1 else None
            if move is None:
                move = self._search(self.known.own[seat], cell, by, whole=not stop)
            if move is None and not stop and self.known.further.shape[0]:
                # What is impossible even where nobody's cases stand in the way is so for all of them.
                hopeless[alike, cell, value] = not self._take_in(owns.min(axis=0), cell, by)
                if not hopeless[seat, cell, value] and self._take_in(self.known.own[seat], cell, by):
                    move = self._search(self.known.own[seat], cell, by, whole=True)
                    if move is None:
                        # Other kinds might make one: what is not shown to be impossible must stay possible.
                        raise AuditUndecided("kinds that make a move in fractions make none in whole numbers")
            if move is not None:
                self._keep(move)
                if not self.shown[seat, cell, value]:
                    raise AuditUndecided("the solver's fractions do not come out whole")
            elif stop:
                return False
            if len(self.known.taken_in) > POOL:
                self._drop_unused()
        self._drop_unused()
        return True

    def _take_in(self, own: np.ndarray, cell: int, by: int) -> bool:
        """Take in the further kinds of a move with `by` more in `cell`; False where no kinds make one.

        As long as there is none the dual values of how far the kinds at hand fall short say which further
        kinds would help; where none would, there is no such move.
        """
        while True:
            low, high, rows, most = self._wanted(own, cell, by)
            steps, each = self.known.steps[rows], eye_array(int(rows.sum()))
            self._spend(steps.shape[1], 1)
            moved, short = steps.shape[1] + len(low), 2 * len(low)
            solved = linprog(
                np.repeat([0.0, 1.0], [moved, short]),
                A_eq=hstack([steps, -each, each, -each]),
                b_eq=np.zeros(len(low)),
                bounds=np.column_stack([
                    np.concatenate([np.zeros(len(most)), low, np.zeros(short)]),
                    np.concatenate([most, high, np.full(short, np.inf)]),
                ]),
            )  # fmt: skip
            if solved.status != 0:
                raise AuditUndecided(solved.message)
            if solved.fun < CLOSE:
                return True
            worth = np.zeros(len(rows))
            worth[rows] = solved.eqlin.marginals
            helps = self.known.further @ worth
            best = np.argsort(-helps, kind="stable")[:AT_ONCE]
            best = best[helps[best] > CLOSE]
            if not len(best):
                return False
            self._having(best)

    def _having(self, further: np.ndarray) -> None:
        """Take in these further kinds."""
        self.known = self.known.having(further)
        self.moves = np.pad(self.moves, ((0, 0), (0, len(self.known.cases) - self.moves.shape[1])))

    def _drop_unused(self) -> None:
        """Drop the kinds that were taken in and are in no move."""
        used = (self.moves != 0).any(axis=0)
        used[: self.known.occurred] = True
        if not used.all():
            self.known, self.moves = self.known.only(used), self.moves[:, used]

    def _fit(self, moves: np.ndarray) -> np.ndarray:
        """Which moves keep every cell within what is told, and every tie. Shape (moves,)."""
        known = self.known
        few = csr_array(moves)
        reached, pulled = self.counts + np.asarray(few @ known.adds), np.asarray(few @ known.ties)
        fits: np.ndarray = (
            ((reached >= self.least) & (reached <= self.most)).all(axis=1)
            & ((pulled >= known.down) & (pulled <= known.up)).all(axis=1)
            & (known.cases + moves >= 0).all(axis=1)
        )
        return fits

    def _pairs(self, moves: np.ndarray, cells: np.ndarray) -> np.ndarray:
        """Sums of two moves that fit no longer, in which what each does to these cells cancels out."""
        change = moves @ self.known.adds[:, cells]
        reached = self.counts[cells] + change[:, None] + change[None, :]
        fits = ((reached >= self.least[cells]) & (reached <= self.most[cells])).all(axis=2)
        one, other = np.nonzero(np.triu(fits, 1))
        sums = moves[one[:PAIRS]] + moves[other[:PAIRS]]
        fitting: np.ndarray = sums[self._fit(sums) & sums.any(axis=1)]
        return fitting

    def _prove(self, moves: np.ndarray) -> None:
        """Note what these moves show, for every seat whose own cases they leave alone."""
        known = self.known
        cells = np.flatnonzero(self.small.any(axis=0))
        change = moves @ known.adds[:, cells]
        touched = np.flatnonzero((moves < 0).any(axis=0))
        left = known.cases[touched] + moves[:, touched]
        for seat in np.flatnonzero(self.small.any(axis=1)):
            fits = (left >= known.own[seat, touched]).all(axis=1)
            values = self.others[seat, cells] + change[fits]
            move, place = np.nonzero((values >= 1) & (values <= self.threshold) & self.small[seat, cells])
            self.shown[seat, cells[place], values[move, place] - 1] = True

    def _search(self, own: np.ndarray, cell: int, by: int, *, whole: bool) -> np.ndarray | None:
        """A move of few cases with `by` more in `cell`, none of them one's own.

        Nearly always turns make one; only where none do is each kind on its own. With `whole` nothing is left
        untried.
        """
        low, high, rows, most = self._wanted(own, cell, by)
        turns, free = self.known.turns, most[len(self.known.cases) :][: self.known.occurred]
        every = turns.best(free)
        near = every[turns.near(cell)[every]]
        # Mostly the turns of one facet will do, and they are few.
        for best in (near, every) if len(near) < len(every) else (every,):
            takes = turns.kinds[:, best]
            turned = self._solve(
                vstack([turns.does[rows][:, best], takes], format="csr"),
                np.concatenate([low, -free]),
                np.concatenate([high, np.full(len(free), np.inf)]),
                np.full(len(best), np.inf),
                whole=False,
            )
            if turned is not None:
                further = turns.further[:, best] @ turned
                self._having(np.flatnonzero(further))
                moved: np.ndarray = np.concatenate([takes @ turned, further[self.known.taken_in]])
                return moved
        # Taking a kind in moves no case of it.
        alone = self._solve(self.known.steps[rows], low, high, most, whole=whole)
        return None if alone is None else np.subtract(*np.split(alone, 2))

    def _solve(
        self, steps: csr_array, low: np.ndarray, high: np.ndarray, most: np.ndarray, *, whole: bool
    ) -> np.ndarray | None:
        """Few steps that keep each row between `low` and `high`, at most so many of each.

        Without whole numbers it is solved faster, and mostly they come out whole. If not, other costs may
        bring them; or whole numbers of the few steps that served so far will do. Only with `whole` are all
        steps tried in whole numbers, and None then means that there is no such move.
        """
        # A row without any step would be a burden.
        some = np.diff(steps.indptr) > 0
        if (low[~some] > 0).any() or (high[~some] < 0).any():
            return None
        steps, low, high = steps[some], low[some], high[some]
        chance, served = np.random.default_rng(0), np.zeros(len(most), dtype=bool)
        # What does twice as much costs four times as much: half of it is no bargain.
        price = 1 + np.asarray(steps.power(2).sum(axis=0))
        for number in range(COSTS):
            now = price * (chance.uniform(0.5, 1.5, len(most)) if number else 1)
            solved = self._milp(steps, low, high, most, now, whole=False)
            if solved is None:
                return None
            if np.allclose(solved, np.rint(solved), atol=CLOSE):
                rounded: np.ndarray = np.rint(solved).astype(np.int64)
                return rounded
            served |= solved > CLOSE
        for among in (served, np.ones_like(served))[: 1 + whole]:
            some_steps = csc_array(steps)[:, np.flatnonzero(among)]
            try:
                solved = self._milp(some_steps, low, high, most[among], price[among], whole=True)
            except Unsolved:
                # Among some of the steps it is no matter why there is no move.
                if among.all():
                    raise
                continue
            if solved is not None:
                rounded = np.zeros(len(most), dtype=np.int64)
                rounded[among] = np.rint(solved)
                return rounded
        return None

    def _milp(
        self,
        steps: csr_array,
        low: np.ndarray,
        high: np.ndarray,
        most: np.ndarray,
        price: np.ndarray,
        *,
        whole: bool,
    ) -> np.ndarray | None:
        """The cheapest steps; None if there are none. Raises Unsolved and AuditUndecided."""
        self._spend(len(most), WHOLE if whole else 1)
        solved = milp(
            price,
            integrality=int(whole),
            constraints=LinearConstraint(steps, low, high),
            bounds=Bounds(0, most),
            options={"node_limit": BRANCHES, "presolve": len(most) > FEW},
        )
        if solved.x is None and solved.status != 2:  # neither solved nor infeasible
            raise Unsolved(solved.message)
        cheapest: np.ndarray | None = solved.x
        return cheapest

    def _spend(self, steps: int, times: int) -> None:
        self.left -= steps**2 * times
        if self.left < 0:
            raise AuditUndecided("it would take too long")

    def _wanted(self, own: np.ndarray, cell: int, by: int) -> tuple[np.ndarray, ...]:
        """Of a move with `by` more in `cell`: what holds (least, most, which rows), how many of each step."""
        known = self.known
        low = np.concatenate([self.least - self.counts, known.down])
        high = np.concatenate([self.most - self.counts, known.up])
        low[cell] = high[cell] = by
        rows = np.isfinite(low) | np.isfinite(high)
        # Of kinds that were taken in since nobody has a case.
        go = known.cases - np.pad(own, (0, len(known.cases) - len(own)))
        return low[rows], high[rows], rows, np.concatenate([np.full(len(go), np.inf), go])

    def _keep(self, move: np.ndarray) -> None:
        """The move, and whole multiples of the smallest one like it, as far as they fit."""
        times = np.array([sign * by for by in range(1, self.threshold + 1) for sign in (1, -1)])
        moves = np.vstack([move, times[:, None] * (move // np.gcd.reduce(move))])
        moves = moves[self._fit(moves)]
        self.moves = np.vstack([self.moves, moves])
        self._prove(moves)
