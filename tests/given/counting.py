"""A world's cases, each with its clocks' states, and every count of the shareable tier, from the raw tables.

Written from the definitions, without the product's SQL, so that the two can disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from pathlib import Path

import holidays
import pandas as pd

from tests import ROOT

#: (measure, part, year of the plan; None: all years together).
Cell = tuple[str, str, int | None]
Row = dict[str, str]

PLAN = ROOT / "data" / "plan"
OFFICE = "office"
NOT_RECORDED = "not_recorded"
#: Measures whose parts are the values of a column of `incidents`.
PARTS = ("category", "platform", "intake", "severity", "age_band")
#: Clocks that start with the receipt of an incident.
FROM_RECEIPT = ("emergency", "referral", "plan", "closure")
INCIDENT_CLOCKS = (*FROM_RECEIPT, "support")
FELL_DUE = ("on_time", "late", "overdue")
STATES = (*FELL_DUE, "running", "ended_otherwise", "not_started", "invalid", "no_rule")
#: Who passed an incident on needs no passing on.
NOT_REFERRED = ("hotline_111", "police")
VOID = ("duplicate", "unfounded")

_VIETNAM = holidays.country_holidays("VN", years=range(2015, 2035))


@cache
def plan_tables(folder: Path = PLAN) -> Mapping[str, pd.DataFrame]:
    """The tables of the plan that clocks and years rest on, read once."""
    return {
        name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("periods", "deadlines", "days_off", "assumptions")
    }


@dataclass(frozen=True, eq=False)
class World:
    """The input tables, all columns as text and empty where nothing is known, and the day they describe."""

    tables: Mapping[str, pd.DataFrame]
    as_of: date
    plan: Mapping[str, pd.DataFrame] = field(default_factory=plan_tables)

    def rows(self, table: str) -> list[Row]:
        """The rows of an input or plan table."""
        result = self.plan[table] if table in self.plan else self.tables[table]
        return [{str(name): str(value) for name, value in row.items()} for row in result.to_dict("records")]

    @property
    def read_at(self) -> datetime:
        """The end of the as-of day: when every clock is read."""
        return datetime.combine(self.as_of + timedelta(days=1), time())

    @cached_property
    def limits(self) -> Limits:
        """The rules of all clocks."""
        return Limits(self.rows("deadlines"), self.rows("days_off"))

    @cached_property
    def years(self) -> dict[int, tuple[date, date]]:
        """The first and the last day of each year begun, none after the as-of day."""
        spans = {
            int(row["year"]): (_day(row["starts_on"]), _day(row["ends_on"])) for row in self.rows("periods")
        }
        return {
            year: (first, min(last, self.as_of))
            for year, (first, last) in spans.items()
            if first <= self.as_of
        }

    @cached_property
    def rules(self) -> World:
        """The plan and the day without a case: the same one for all worlds that share both."""
        key = (self.as_of, id(self.plan))
        return _RULES.setdefault(key, World({}, self.as_of, self.plan))

    def year_of(self, day: date) -> int:
        """The year of the plan in which the day lies."""
        return next(year for year, (first, last) in self.years.items() if first <= day <= last)


#: By day and plan, which each of them keeps.
_RULES: dict[tuple[date, int], World] = {}


@dataclass(frozen=True)
class Case:
    """One incident, removal or violation: whose it is, its year, and the state of each of its clocks."""

    kind: str
    school: str
    year: int
    started: datetime
    row: Row
    states: Mapping[str, str]
    void: bool = False

    @property
    def done(self) -> bool:
        """A removal done, a violation handled, or support started."""
        column = {"removal": "removed_at", "violation": "handled_on", "incident": "support_started_at"}
        return bool(self.row[column[self.kind]])


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The CSVs of a folder as a world has them."""
    return {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in sorted(folder.glob("*.csv"))
    }


class Limits:
    """The rules of all clocks: which holds on a day, and when a case is due."""

    def __init__(self, rows: Sequence[Row], days_off: Sequence[Row]) -> None:
        self._off, self._worked = (
            frozenset(_day(row["day"]) for row in days_off if row["working"] == working)
            for working in ("0", "1")
        )
        self._rules = [
            (
                row["clock"],
                _day(row["valid_from"]),
                _day(row["valid_to"] or "9999-12-31"),
                int(row["limit"]),
                row["unit"],
            )
            for row in rows
        ]

    @property
    def hours(self) -> list[int]:
        """Every limit that is counted in hours."""
        return sorted({limit for _, _, _, limit, unit in self._rules if unit == "hours"})

    def due(self, clock: str, start: datetime) -> datetime | None:
        """When a case that starts then is due; None where no rule holds on that day."""
        rules = [rule for rule in self._rules if rule[0] == clock and rule[1] <= start.date()]
        if not rules:
            return None
        # Where two overlap the later one holds.
        _, _, last, limit, unit = max(rules, key=lambda rule: rule[1])
        if start.date() > last:
            return None
        if unit == "hours":
            return start + timedelta(hours=limit)
        return _end_of_days(start.date(), limit, unit, self._off, self._worked)


@cache
def _end_of_days(day: date, limit: int, unit: str, off: Set[date], worked: Set[date]) -> datetime:
    def is_working(day: date) -> bool:
        # The office's own days come before the library's.
        return day in worked or (day not in off and _VIETNAM.is_working_day(day))

    while limit:
        day += timedelta(days=1)
        limit -= unit == "days" or is_working(day)
    while not is_working(day):
        day += timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time())


@cache
def cases(world: World) -> list[Case]:
    """Every incident, removal and violation of the world."""
    incidents = {row["incident_id"]: row for row in world.rows("incidents")}
    return [
        *(_incident(world, row) for row in incidents.values()),
        *(_removal(world, row, incidents[row["incident_id"]]) for row in world.rows("removals")),
        *(_violation(world, row) for row in world.rows("violations")),
    ]


def _incident(world: World, row: Row) -> Case:
    received, void = _moment(row["received_at"]), row["outcome"] in VOID
    ended = row["closed_at"] if row["outcome"] not in ("", "resolved") else ""
    stops = {
        "emergency": row["emergency_measure_at"],
        "referral": row["referred_at"],
        "plan": row["plan_issued_at"],
        "closure": row["closed_at"] if row["outcome"] == "resolved" else "",
    }
    if row["severity"] != "emergency":
        del stops["emergency"]
    if row["intake"] in NOT_REFERRED:
        del stops["referral"]
    states = {clock: _state(world, clock, received, stop, ended, void) for clock, stop in stops.items()}
    requested, states["support"] = row["support_requested_at"], "not_started"
    if requested:
        states["support"] = _state(
            world, "support", _moment(requested), row["support_started_at"], ended, void
        )
    return Case(
        "incident", row["school_id"] or OFFICE, world.year_of(received.date()), received, row, states, void
    )


def _removal(world: World, row: Row, incident: Row) -> Case:
    # A removal outlives its incident's withdrawal or transfer, not its being void.
    started, void = _moment(row["requested_at"]), incident["outcome"] in VOID
    state = _state(world, "removal", started, row["removed_at"], incident["closed_at"] if void else "", void)
    school = incident["school_id"] or OFFICE
    return Case("removal", school, world.year_of(started.date()), started, row, {"removal": state}, void)


def _violation(world: World, row: Row) -> Case:
    started, void = _moment(row["found_on"]), row["handling"] == "not_upheld"
    state = _state(world, "violation", started, row["handled_on"], row["handled_on"] if void else "", void)
    school = row["school_id"] or OFFICE
    return Case("violation", school, world.year_of(started.date()), started, row, {"violation": state}, void)


def _state(world: World, clock: str, start: datetime, stop_cell: str, ended_cell: str, void: bool) -> str:
    stop = _moment(stop_cell) if stop_cell else None
    ended = _moment(ended_cell) if ended_cell else None
    if ended and (void or start <= ended < (stop or world.read_at)):
        return "ended_otherwise"
    due = world.limits.due(clock, start)
    if due is None:
        return "no_rule"
    if stop is None:
        return "overdue" if world.read_at > due else "running"
    # The end of a day is the next day's midnight; a stop known to the day lies before that day's end.
    return "on_time" if stop < due or (stop == due and clock != "violation") else "late"


def counts(world: World, school: str = "") -> Counter[Cell]:
    """Every count of the district, or of one school (or the office), in each year; a cell not there is 0."""
    result: Counter[Cell] = Counter()
    for case in cases(world):
        if not school or case.school == school:
            for measure, part, number in _counted(case):
                result[measure, part, case.year] += number
                result[measure, part, None] += number
    return result


def _counted(case: Case) -> Iterator[tuple[str, str, int]]:
    """In which cells the case counts, and for how many."""
    for clock, state in case.states.items():
        yield f"clock.{clock}", state, 1
        yield f"clock.{clock}", "all", 1
        if state in FELL_DUE:
            yield f"clock.{clock}", "fell_due", 1
    done = "done" if case.done else "rest"
    if case.kind == "removal":
        yield from _ratio("content_removed", done)
    elif case.kind == "violation" and not case.void:
        yield from _ratio("violations_handled", done)
        if case.row["subject"] == "school_staff":
            yield from _ratio("staff_cases_handled", done)
    elif case.kind == "incident" and case.void:
        yield "incidents", "void", 1
    elif case.kind == "incident":
        row, children = case.row, int(case.row["children"])
        yield "incidents", "all", 1
        yield "incidents", "children", children
        if not row["outcome"]:
            yield "incidents", "open", 1
        for column in PARTS:
            yield column, row[column] or NOT_RECORDED, 1
        yield "month", row["received_at"][:7], 1
        yield from _ratio("single_channel", "done" if row["intake"] == "single_point" else "rest")
        if row["intake"] == "provider_auto":
            yield "provider_reports", "done", 1
        if row["support_requested_at"]:
            yield from _ratio("victims_supported", done, children)


def _ratio(measure: str, part: str, number: int = 1) -> Iterator[tuple[str, str, int]]:
    yield measure, "all", number
    yield measure, part, number


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
