"""What can be worked out from a release, by whom: code that shares nothing with the masks.

The masks reason about cells; this attack reasons about *records*. A world is a number of records of each
kind: an incident that is still open, past its closing limit, of severity emergency with the measure in time,
and so on. Kinds that the definitions rule out are not there, so that every link between cells follows from
what a record can be, and none has to be listed. To say whether a count can be k is to look for whole
numbers of records, none below zero, that give k there and agree with all that is told (solved by
scipy.optimize.milp).

Few numbers suffice for that: incidents are sorted by how they ended and how old they are; within one such
group the clocks' states are free of each other, so it is enough to count each clock's states apart.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from data.contract import TABLES
from tests.given.counting import (
    FELL_DUE,
    FROM_RECEIPT,
    INCIDENT_CLOCKS,
    NOT_RECORDED,
    NOT_REFERRED,
    PARTS,
    STATES,
    Case,
    Cell,
    World,
    cases,
)

Numbers = npt.NDArray[np.int64]
#: What names a kind of record, and what names a cell: whatever a dictionary takes.
Kind: TypeAlias = Any
Key: TypeAlias = Any

#: The counts of which each must stay possible wherever one of them is true.
SMALL = frozenset({1, 2, 3, 4})
STRANGER = ""
#: What milp says where no numbers agree with all that is told.
_INFEASIBLE = 2
#: So few cells are looked at one by one.
_FEW = 2


@dataclass(frozen=True)
class Shown:
    """What a release tells of one cell: it lies between `least` and `most` (None: no bound)."""

    least: int = 0
    most: int | None = None


#: A masked cell: zeros are shown where they are.
MASKED = Shown(1)


def exactly(number: int) -> Shown:
    """A count told as it is."""
    return Shown(number, number)


@dataclass(frozen=True)
class Population:
    """Kinds of records, the cells that count them, and what ties the kinds together.

    `ties` are (weights of kinds, least, most); `everybody` and `own` say how many records of each kind there
    truly are: in the district, and of each school.
    """

    cells: Mapping[Key, Mapping[Kind, int]]
    everybody: Mapping[Kind, int]
    own: Mapping[str, Mapping[Kind, int]] = field(default_factory=dict)
    ties: Sequence[tuple[Mapping[Kind, int], float, float]] = ()

    @cached_property
    def kinds(self) -> list[Kind]:
        """All kinds, in a fixed order."""
        result: dict[Kind, None] = {}
        for weights in (*self.cells.values(), *(weights for weights, _, _ in self.ties)):
            result |= dict.fromkeys(weights)
        return list(result)

    @cached_property
    def matrix(self) -> Numbers:
        """One row per cell, one column per kind."""
        return self._rows(self.cells.values())

    @cached_property
    def tied(self) -> Numbers:
        """One row per tie."""
        return self._rows(weights for weights, _, _ in self.ties)

    def vector(self, numbers: Mapping[Kind, int]) -> Numbers:
        """Numbers of records as a vector; KeyError for a kind that cannot be."""
        place = {kind: at for at, kind in enumerate(self.kinds)}
        result = np.zeros(len(place), dtype=np.int64)
        for kind, number in numbers.items():
            result[place[kind]] += number
        return result

    def _rows(self, many: Iterable[Mapping[Kind, int]]) -> Numbers:
        rows = [self.vector(weights) for weights in many]
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(self.kinds))


@dataclass(frozen=True)
class Find:
    """A small count of others of which too much can be worked out."""

    seat: str
    release: int
    cell: Key
    count: int
    possible: frozenset[int]

    def __str__(self) -> str:
        who = f"the principal of {self.seat}" if self.seat else "a stranger"
        return f"{who} can tell that {self.cell} of release {self.release} is one of {sorted(self.possible)}"


class Attack:
    """Everything that one or several releases in a row tell of one population, from every seat.

    `ways_known`: it is also known of each cell whether it rose, fell or stayed from release to release.
    `supposed`: what is told need not be true of the populations.
    """

    def __init__(
        self,
        releases: Sequence[tuple[Population, Mapping[Key, Shown]]],
        *,
        ways_known: bool = False,
        supposed: bool = False,
    ) -> None:
        self._populations = [population for population, _ in releases]
        self._shown = [dict(shown) for _, shown in releases]
        for population, shown in releases:
            unknown = sorted(set(map(str, shown)) - set(map(str, population.cells)))
            if unknown:
                raise KeyError(f"the attack does not know what these cells count: {unknown[:5]}")
        sizes = [len(population.kinds) for population in self._populations]
        self._starts = np.concatenate([[0], np.cumsum(sizes)])
        self._cells = [
            (at, cell) for at, population in enumerate(self._populations) for cell in population.cells
        ]
        self._place = {name: at for at, name in enumerate(self._cells)}
        self._counting = csr_array(self._beside([population.matrix for population in self._populations]))
        self._ties = csr_array(self._beside([population.tied for population in self._populations]))
        bounds = [(low, high) for population in self._populations for _, low, high in population.ties]
        self._tie_low = np.array([low for low, _ in bounds], dtype=float)
        self._tie_high = np.array([high for _, high in bounds], dtype=float)
        self._shown_rows = [self._place[at, cell] for at, shown in enumerate(self._shown) for cell in shown]
        self._shown_counting = self._counting[self._shown_rows]
        lines = [line for shown in self._shown for line in shown.values()]
        self._shown_low = np.array([line.least for line in lines], dtype=float)
        self._shown_high = np.array(
            [np.inf if line.most is None else line.most for line in lines], dtype=float
        )
        self._truth = self._all([population.everybody for population in self._populations])
        self._ways(ways_known)
        if not supposed:
            self._check(self._truth, "what is told is not true")
        #: District-wide numbers of records that agree with all that is told: every one found serves every seat.
        self._pool = [] if supposed else [self._truth]
        self._seen: dict[bytes, dict[int, frozenset[int]]] = {}
        self.solved = 0

    @property
    def seats(self) -> list[str]:
        """A stranger and each principal whose school has records here."""
        return [STRANGER, *sorted({school for population in self._populations for school in population.own})]

    @property
    def cells(self) -> set[Key]:
        """Every cell of any of the releases."""
        return {cell for _, cell in self._cells}

    def count(self, seat: str, cell: Key, release: int = -1) -> int:
        """The true count of everybody but the seat's own school."""
        place = self._place[release % len(self._shown), cell]
        return int((self._counting @ (self._truth - self._own(seat)))[place])

    def possible(self, seat: str, cell: Key, release: int = -1) -> frozenset[int]:
        """Which of 1 to 4 the count of the others may be, for all that this seat can tell."""
        place = self._first[self._place[release % len(self._shown), cell]]
        return self._possible(self._own(seat), [place])[place]

    def finds(self, seats: Sequence[str] | None = None) -> Iterator[Find]:
        """Every small count of others that does not stay any of 1 to 4."""
        for seat in self.seats if seats is None else seats:
            own = self._own(seat)
            counts = self._counting @ (self._truth - own)
            small = [int(place) for place in np.flatnonzero((counts >= 1) & (counts <= max(SMALL)))]
            judged = [place for place in small if self._is_judged(place)]
            possible = self._possible(own, [self._first[place] for place in judged])
            for place in judged:
                at, cell = self._cells[place]
                if possible[self._first[place]] != SMALL:
                    yield Find(seat, at, cell, int(counts[place]), possible[self._first[place]])

    def _is_judged(self, place: int) -> bool:
        """Sums over all years are nobody's secret where the release has none."""
        at, cell = self._cells[place]
        return not isinstance(cell, tuple) or cell[-1] is not None or cell in self._shown[at]

    def _possible(self, own: Numbers, places: Sequence[int]) -> dict[int, frozenset[int]]:
        """Which of 1 to 4 these cells of the others may be; principals with the same records see the same."""
        seen = self._seen.setdefault(own.tobytes(), {})
        new = sorted({place for place in places if place not in seen})
        open_yet = {(place, number) for place in new for number in SMALL}
        ruled_out: set[tuple[int, int]] = set()
        open_yet -= self._hits(self._from_pool(own), open_yet)
        # Many wishes at once: whatever comes true needs no look of its own.
        while len({place for place, _ in open_yet}) > _FEW:
            # The last wish of a cell stands; another for each.
            wishes = dict(sorted(open_yet, key=lambda wish: (wish[0] + wish[1]) % 4))
            solution = self._solve(own, wishes, at_once=False)
            hits = (
                self._hits((self._counting @ solution)[None, :], open_yet) if solution is not None else set()
            )
            open_yet -= hits
            if len(hits) <= _FEW:
                break
        while open_yet:
            wish = min(open_yet)
            solution = self._solve(own, dict([wish]), at_once=True)
            if solution is None:
                ruled_out.add(wish)
                open_yet.discard(wish)
            else:
                open_yet -= self._hits((self._counting @ solution)[None, :], open_yet)
        for place in new:
            seen[place] = SMALL - {number for ruled, number in ruled_out if ruled == place}
        return {place: seen[place] for place in places}

    @staticmethod
    def _hits(counts: Numbers, wishes: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """The wishes (cell, number) that are true in one of these rows of counts."""
        return {(place, number) for place, number in wishes if (counts[:, place] == number).any()}

    @cached_property
    def _first(self) -> list[int]:
        """For each cell the first cell that counts the same records."""
        seen: dict[bytes, int] = {}
        return [seen.setdefault(row.tobytes(), at) for at, row in enumerate(self._counting.toarray())]

    def _ways(self, known: bool) -> None:
        """For each cell in two releases in a row: which way it went, as rows over the cells' difference."""
        rows, low, high, true = [], [], [], self._counting @ self._truth
        for at in range(1, len(self._shown)) if known else ():
            for cell in self._populations[at].cells:
                if (at - 1, cell) in self._place:
                    rows.append((self._place[at, cell], self._place[at - 1, cell]))
                    change = int(true[rows[-1][0]] - true[rows[-1][1]])
                    low.append(0.0 if change >= 0 else -np.inf)
                    high.append(0.0 if change <= 0 else np.inf)
        self._way_rows = self._counting[[new for new, _ in rows]] - self._counting[[old for _, old in rows]]
        self._way_low, self._way_high = np.array(low), np.array(high)

    def _own(self, seat: str) -> Numbers:
        return self._all([population.own.get(seat, {}) for population in self._populations])

    def _all(self, numbers: Sequence[Mapping[Kind, int]]) -> Numbers:
        return np.concatenate(
            [population.vector(each) for population, each in zip(self._populations, numbers, strict=True)]
        )

    def _beside(self, blocks: Sequence[Numbers]) -> Numbers:
        result = np.zeros((sum(len(block) for block in blocks), int(self._starts[-1])), dtype=np.int64)
        row = 0
        for at, block in enumerate(blocks):
            result[row : row + len(block), self._starts[at] : self._starts[at + 1]] = block
            row += len(block)
        return result

    def _check(self, numbers: Numbers, otherwise: str) -> None:
        """AssertionError where these numbers of records of the district do not agree with all that is told."""
        assert (numbers >= 0).all(), otherwise
        for rows, low, high in (
            (self._shown_counting, self._shown_low, self._shown_high),
            (self._ties, self._tie_low, self._tie_high),
            (self._way_rows, self._way_low, self._way_high),
        ):
            values = rows @ numbers
            wrong = np.flatnonzero((values < low) | (values > high))
            if len(wrong):
                at = int(wrong[0])
                where = self._cells[self._shown_rows[at]] if rows is self._shown_counting else f"tie {at}"
                raise AssertionError(f"{otherwise}: {where} is {values[at]}, not {low[at]} to {high[at]}")

    def _from_pool(self, own: Numbers) -> Numbers:
        """The cells of the others in those numbers of the pool that leave a population without this school."""
        others = np.array(self._pool).reshape(len(self._pool), len(own)) - own
        tied = (self._ties @ others.T).T
        fits = (others >= 0).all(axis=1)
        fits &= ((tied >= self._tie_low) & (tied <= self._tie_high)).all(axis=1)
        result: Numbers = (self._counting @ others[fits].T).T
        return result

    @cached_property
    def _fixed(self) -> csr_array[Any]:
        return csr_array(vstack([self._shown_counting, self._way_rows, self._ties]).astype(float))

    def _solve(self, own: Numbers, wishes: Mapping[int, int], *, at_once: bool) -> Numbers | None:
        """Numbers of the others' records, with these counts in these cells; None where there are none.

        Not `at_once`: with as many of the counts as a quick look brings.
        """
        self.solved += 1
        mine, went, size = self._shown_counting @ own, self._way_rows @ own, len(own)
        wanted, numbers = self._counting[list(wishes)].astype(float), list(wishes.values())
        low = [self._shown_low - mine, self._way_low - went, self._tie_low, numbers]
        high = [self._shown_high - mine, self._way_high - went, self._tie_high, numbers]
        rows, cost, options = vstack([self._fixed, wanted]), np.zeros(size), {}
        if not at_once:
            # By how much each count misses its wish, above and below, is what is kept small.
            off = eye_array(len(wishes))
            misses = vstack([csr_array((self._fixed.shape[0], 2 * len(wishes))), hstack([off, -off])])
            rows, cost = hstack([rows, misses]), np.concatenate([cost, np.ones(2 * len(wishes))])
            options = {"mip_rel_gap": 0.2, "node_limit": 50}
        solution = milp(
            cost,
            integrality=(cost == 0).astype(int),
            bounds=Bounds(0, np.inf),
            constraints=LinearConstraint(rows.tocsr(), np.concatenate(low), np.concatenate(high)),
            options=options,
        )
        if solution.x is None:
            # A quick look may end without an answer; a whole one only where there is none.
            assert solution.status == _INFEASIBLE or not at_once, solution.message
            return None
        result: Numbers = np.rint(solution.x[:size]).astype(np.int64)
        self._check(result + own, "the solver's answer does not hold")
        self._pool.append(result + own)
        return result


# What a record can be. A group of incidents: the clocks' rules as they apply to their age, and how they ended.

_YOUNG, _OLD, _NO_RULE = "young", "old", "no_rule"
#: For each clock that starts with the receipt whether it can still be running; for support, which of
#: the three a request may be that came then or later.
_Age = tuple[tuple[str, ...], frozenset[str]]
_WHOLE = (0.0, 0.0)
_AT_MOST = (-np.inf, 0.0)


def blocks(
    worlds: Sequence[World], shown: Sequence[Mapping[Cell, Shown]], *, ways_known: bool = False
) -> list[Attack]:
    """The attacks that together are the attack on these releases, each on records that nothing ties to others."""
    result = []
    for kind in ("incident", "removal", "violation"):
        names = [_cells_of(kind, each) for each in shown]
        joint = any(cell[2] is None for cells in names for cell in cells)
        years = sorted({year for world in worlds for year in world.years})
        for group in [years] if joint else [[year] for year in years]:
            releases = []
            for world, release in zip(worlds, shown, strict=True):
                records = population(world, kind, [year for year in group if year in world.years])
                mine = {cell: release[cell] for cell in _cells_of(kind, release) if cell in records.cells}
                releases.append((records, mine))
            result.append(Attack(releases, ways_known=ways_known))
    known = {cell for attack in result for cell in attack.cells}
    unknown = sorted({str(cell) for each in shown for cell in each if cell not in known})
    if unknown:
        raise KeyError(f"the attack does not know what these cells count: {unknown[:5]}")
    return result


def finds(
    worlds: Sequence[World], shown: Sequence[Mapping[Cell, Shown]], *, ways_known: bool = False
) -> list[Find]:
    """Every small count of others that a seat can tell too much of, from all these releases in a row."""
    return [find for attack in blocks(worlds, shown, ways_known=ways_known) for find in attack.finds()]


def _cells_of(kind: str, shown: Iterable[Cell]) -> list[Cell]:
    removal, violation = (
        ("content_removed", "clock.removal"),
        (
            "violations_handled",
            "staff_cases_handled",
            "clock.violation",
        ),
    )
    family = dict.fromkeys(removal, "removal") | dict.fromkeys(violation, "violation")
    return [cell for cell in shown if family.get(cell[0], "incident") == kind]


def population(world: World, kind: str, years: Sequence[int]) -> Population:
    """The records of one kind in these years."""
    # More children than anybody could think of in so small a district; a round number, which many share.
    most = 1000 * (2 + sum(int(row["children"]) for row in world.rows("incidents")) // 1000)
    cells: dict[Key, dict[Kind, int]] = defaultdict(dict)
    ties: list[tuple[Mapping[Kind, int], float, float]] = []
    everybody: Counter[Kind] = Counter()
    own: dict[str, Counter[Kind]] = defaultdict(Counter)
    for year in years:
        counted, tied = _could_be(world.rules, kind, year, most)
        for (measure, part), weights in counted.items():
            placed = {(year, name): weight for name, weight in weights.items()}
            cells[measure, part, year] = placed
            if len(years) == len(world.years):
                cells[measure, part, None] |= placed
        ties += [
            ({(year, name): weight for name, weight in row.items()}, low, high) for row, low, high in tied
        ]
    for case in cases(world):
        if case.kind == kind and case.year in years:
            numbers = {(case.year, name): number for name, number in _kinds(world, case).items()}
            everybody.update(numbers)
            own[case.school].update(numbers)
    # Nobody knows the office's cases and no others.
    return Population(cells, everybody, {s: n for s, n in own.items() if s != "office"}, ties)


_Counted = dict[tuple[str, str], dict[Kind, int]]
_Tied = list[tuple[Mapping[Kind, int], float, float]]


def _add(cells: _Counted, measure: str, part: str, kind: Kind, number: int = 1) -> None:
    cells.setdefault((measure, part), {})[kind] = number


def _clock(cells: _Counted, clock: str, state: str, kind: Kind) -> None:
    _add(cells, f"clock.{clock}", state, kind)
    _add(cells, f"clock.{clock}", "all", kind)
    if state in FELL_DUE:
        _add(cells, f"clock.{clock}", "fell_due", kind)


def _every_cell(measures: Mapping[str, Iterable[str]]) -> _Counted:
    """The cells, also those that nothing can be counted in."""
    return {(measure, part): {} for measure, parts in measures.items() for part in parts}


_CLOCK_PARTS = (*STATES, "fell_due", "all")
_RATIO = ("all", "done", "rest")


@cache
def _could_be(rules: World, kind: str, year: int, most: int) -> tuple[_Counted, _Tied]:
    """The records that may be in this year, by the cells that count them, and what ties them.

    No incident has more than `most` children.
    """
    if kind == "incident":
        return _incidents(rules, year, most)
    return {"removal": _removals, "violation": _violations}[kind](rules, year)


def _removals(world: World, year: int) -> tuple[_Counted, _Tied]:
    cells = _every_cell({"content_removed": _RATIO, "clock.removal": _CLOCK_PARTS})
    for kind in _single_kinds(world, year, "removal"):
        state, done = kind[0], kind[1]
        _clock(cells, "removal", state, kind)
        for part in ("all", done):
            _add(cells, "content_removed", part, kind)
    return cells, []


def _violations(world: World, year: int) -> tuple[_Counted, _Tied]:
    measures = dict.fromkeys(("violations_handled", "staff_cases_handled"), _RATIO)
    cells = _every_cell(measures | {"clock.violation": _CLOCK_PARTS})
    for single in _single_kinds(world, year, "violation"):
        for who in ("staff", "others"):
            kind = (*single, who)
            state, done = single
            _clock(cells, "violation", state, kind)
            if state != "ended_otherwise":
                for part in ("all", done):
                    _add(cells, "violations_handled", part, kind)
                    if who == "staff":
                        _add(cells, "staff_cases_handled", part, kind)
    return cells, []


def _single_kinds(world: World, year: int, clock: str) -> list[tuple[str, str]]:
    """State and done or rest of a removal or a violation that may be in this year."""
    ages = {_age_of(world, clock, moment) for moment in _moments(world, year)}
    result = [("on_time", "done")] if ages & {_YOUNG, _OLD} else []
    result += [("running", "rest")] if _YOUNG in ages else []
    result += [("late", "done"), ("overdue", "rest")] if _OLD in ages else []
    result += [("no_rule", "done"), ("no_rule", "rest")] if _NO_RULE in ages else []
    # What is not upheld is handled; the content of a void incident may be gone or not.
    result += [("ended_otherwise", "done")] + ([("ended_otherwise", "rest")] if clock == "removal" else [])
    return result


def _incidents(world: World, year: int, most: int) -> tuple[_Counted, _Tied]:
    months = sorted({f"{moment:%Y-%m}" for moment in _moments(world, year)})
    listed = {part: [*TABLES["incidents"].column(part).allowed, NOT_RECORDED] for part in PARTS}
    cells = _every_cell(
        {"incidents": ("all", "children", "void", "open"), "month": months, "victims_supported": _RATIO}
        | {"single_channel": _RATIO, "provider_reports": ("done",)}
        | listed
        | {f"clock.{clock}": _CLOCK_PARTS for clock in INCIDENT_CLOCKS}
    )
    ties: _Tied = []
    counted, by_state = dict[Kind, int](), {clock: dict[Kind, int]() for clock in INCIDENT_CLOCKS}
    requested = {"done": dict[Kind, int](), "rest": dict[Kind, int](), "none": dict[Kind, int]()}
    months_of_age: dict[_Age, set[str]] = defaultdict(set)
    for moment in _moments(world, year):
        months_of_age[_age(world, moment)].add(f"{moment:%Y-%m}")
    of_age: dict[_Age, dict[Kind, int]] = defaultdict(dict)
    for age in sorted(months_of_age, key=str):
        for end in _ends(age):
            group = {clock: _states_in(cells, age, end, clock) for clock in INCIDENT_CLOCKS}
            # Each incident of the group is in one state of each clock that it has.
            closed = dict.fromkeys(group["closure"], 1)
            of_age[age] |= closed
            ties += [(closed | dict.fromkeys(group[clock], -1), *_WHOLE) for clock in ("plan", "support")]
            ties += [
                (dict.fromkeys(group[clock], 1) | dict.fromkeys(closed, -1), *_AT_MOST)
                for clock in ("emergency", "referral")
            ]
            counted |= closed
            for clock, kinds in group.items():
                by_state[clock] |= dict.fromkeys(kinds, 1)
            for kind in group["support"]:
                requested[kind[4]][kind] = 1
            if end.startswith("open"):
                for kind in closed:
                    _add(cells, "incidents", "open", kind)
    for kind in counted:
        _add(cells, "incidents", "all", kind)
        _add(cells, "single_channel", "all", kind)
    ties += _void(cells)
    # Columns that no clock rests on, and months: each incident has one value of each.
    for part, values in {**listed, "month": months}.items():
        for value in values:
            if value != NOT_RECORDED or not TABLES["incidents"].column(part).required:
                _add(cells, part, value, (part, value))
        ties.append(
            (
                {(part, value): 1 for value in values if cells[part, value]} | dict.fromkeys(counted, -1),
                *_WHOLE,
            )
        )
    ties += _months_and_ages(months_of_age, of_age)
    ties.append(({("severity", "emergency"): 1} | dict.fromkeys(by_state["emergency"], -1), *_WHOLE))
    passed_on = {
        ("intake", value): 1 for value in listed["intake"] if value not in (*NOT_REFERRED, NOT_RECORDED)
    }
    ties.append((passed_on | dict.fromkeys(by_state["referral"], -1), *_WHOLE))
    for value in listed["intake"]:
        if cells["intake", value]:
            _add(cells, "single_channel", "done" if value == "single_point" else "rest", ("intake", value))
    _add(cells, "provider_reports", "done", ("intake", "provider_auto"))
    # At least one child in each incident, and none without one.
    for part, cases_with in requested.items():
        child = ("children", part)
        _add(cells, "incidents", "children", child)
        if part != "none":
            _add(cells, "victims_supported", part, child)
            _add(cells, "victims_supported", "all", child)
        ties.append((dict.fromkeys(cases_with, 1) | {child: -1}, *_AT_MOST))
        ties.append(({child: 1} | dict.fromkeys(cases_with, -most), *_AT_MOST))
    return cells, ties


def _months_and_ages(months_of_age: Mapping[_Age, set[str]], of_age: Mapping[_Age, dict[Kind, int]]) -> _Tied:
    """What came in months that know no ages but some is of one of these ages.

    Time goes one way, so ages follow one another: some in a row are enough to say it all.
    """
    ages = sorted(months_of_age, key=lambda age: (min(months_of_age[age]), max(months_of_age[age]), str(age)))
    ties: _Tied = []
    for first, last in itertools.combinations(range(len(ages) + 1), 2):
        some, others = ages[first:last], ages[:first] + ages[last:]
        months = set[str]().union(*(months_of_age[age] for age in some))
        months -= set[str]().union(*(months_of_age[age] for age in others))
        if months and others:
            of_some = [kind for age in some for kind in of_age[age]]
            ties.append(({("month", month): 1 for month in months} | dict.fromkeys(of_some, -1), *_AT_MOST))
    return ties


def _ends(age: _Age) -> list[str]:
    """How an incident of this age may have ended."""
    closing = dict(zip(FROM_RECEIPT, age[0], strict=True))["closure"]
    return {
        _YOUNG: ["open running", "resolved on_time", "ended"],
        _OLD: ["open overdue", "resolved on_time", "resolved late", "ended"],
        _NO_RULE: ["open no_rule", "resolved no_rule", "ended"],
    }[closing]


def _states_in(cells: _Counted, age: _Age, end: str, clock: str) -> list[tuple[Any, ...]]:
    """Each state of this clock in which incidents of one group may be, entered in the cells that count it."""
    result: list[tuple[Any, ...]] = []
    if clock == "closure":
        result = [(age, end, clock, "ended_otherwise" if end == "ended" else end.split()[1])]
    elif clock == "support":
        result = [(age, end, clock, state, part) for state, part in _support_states(age, end)]
    else:
        rule = dict(zip(FROM_RECEIPT, age[0], strict=True))[clock]
        states = {
            _YOUNG: ["on_time", "running"],
            _OLD: ["on_time", "late", "overdue"],
            _NO_RULE: ["no_rule"],
        }[rule]
        if end == "ended":
            states = [state for state in states if state not in ("running", "overdue")] + ["ended_otherwise"]
        result = [(age, end, clock, state) for state in states]
    for kind in result:
        _clock(cells, clock, kind[3], kind)
    return result


def _support_states(age: _Age, end: str) -> list[tuple[str, str]]:
    """State of the support and whether it has started; a request may come after the end of its case."""
    rules = age[1]
    result = [("not_started", "none")]
    result += [("on_time", "done")] if rules & {_YOUNG, _OLD} else []
    result += [("running", "rest")] if _YOUNG in rules else []
    result += [("late", "done"), ("overdue", "rest")] if _OLD in rules else []
    result += [("no_rule", "done"), ("no_rule", "rest")] if _NO_RULE in rules else []
    return result + ([("ended_otherwise", "done"), ("ended_otherwise", "rest")] if end == "ended" else [])


def _void(cells: _Counted) -> _Tied:
    """Duplicates and unfounded incidents: left out of every measure, ended otherwise on every clock of theirs."""
    _add(cells, "incidents", "void", "void")
    for clock in ("plan", "closure"):
        _clock(cells, clock, "ended_otherwise", "void")
    for clock in ("emergency", "referral"):
        _clock(cells, clock, "ended_otherwise", ("void", clock))
    _clock(cells, "support", "ended_otherwise", ("void", "support"))
    _clock(cells, "support", "not_started", ("void", "no support"))
    return [
        *(({("void", clock): 1, "void": -1}, *_AT_MOST) for clock in ("emergency", "referral")),
        ({("void", "support"): 1, ("void", "no support"): 1, "void": -1}, *_WHOLE),
    ]


def _kinds(world: World, case: Case) -> Counter[Kind]:
    """Of which kinds a true record is."""
    if case.kind != "incident":
        done = "done" if case.done else "rest"
        kind: tuple[str, ...] = (case.states[case.kind], done)
        if case.kind == "violation":
            kind = (*kind, "staff" if case.row["subject"] == "school_staff" else "others")
        return Counter([kind])
    if case.void:
        result: list[Kind] = [
            "void",
            *(("void", clock) for clock in ("emergency", "referral") if clock in case.states),
        ]
        requested = case.states["support"] != "not_started"
        return Counter([*result, ("void", "support" if requested else "no support")])
    age, closure = _age(world, case.started), case.states["closure"]
    outcome = {"": "open ", "resolved": "resolved "}.get(case.row["outcome"])
    end = f"{outcome}{closure}" if outcome else "ended"
    support = "none" if not case.row["support_requested_at"] else "done" if case.done else "rest"
    kinds: list[Kind] = [
        (age, end, clock, state, *([support] if clock == "support" else []))
        for clock, state in case.states.items()
    ]
    kinds += [(part, case.row[part] or NOT_RECORDED) for part in PARTS]
    kinds.append(("month", case.row["received_at"][:7]))
    return Counter(kinds) + Counter({("children", support): int(case.row["children"])})


def _age(world: World, moment: datetime) -> _Age:
    """How the rules apply to an incident received at that moment."""
    since = _support_since(world.rules)
    return tuple(_age_of(world, clock, moment) for clock in FROM_RECEIPT), since[moment.date()]


def _age_of(world: World, clock: str, moment: datetime) -> str:
    due = world.limits.due(clock, moment)
    if due is None:
        return _NO_RULE
    return _OLD if due < world.read_at else _YOUNG


@cache
def _support_since(world: World) -> dict[date, frozenset[str]]:
    """For each day how the rule may apply to a request of that day or a later one."""
    result: dict[date, frozenset[str]] = {}
    later: frozenset[str] = frozenset()
    day = world.as_of
    while day >= min(first for first, _ in world.years.values()):
        later |= {_age_of(world, "support", moment) for moment in _edges(world, day)}
        result[day] = later
        day -= timedelta(days=1)
    return result


def _moments(world: World, year: int) -> Iterator[datetime]:
    """A moment of each stretch of the year in which every rule applies in one way."""
    day, last = world.years[year]
    while day <= last:
        yield from _edges(world, day)
        day += timedelta(days=1)


def _edges(world: World, day: date) -> Iterator[datetime]:
    """The first minute of a day, and the minutes around those in which a limit of hours ends with the as-of day."""
    midnight = datetime.combine(day, time())
    yield midnight
    for hours in world.limits.hours:
        cut = world.read_at - timedelta(hours=hours)
        for moment in (cut - timedelta(minutes=1), cut):
            if midnight < moment < midnight + timedelta(days=1):
                yield moment
