"""The one release of a snapshot: every child-related count that the shareable tier may ever show.

Whatever a reader chooses, she sees cells of this one system, so that no two answers can be set
against each other to work out a third. It holds schools and the district: a sum over a commune or a
level, or a school's five years, is shown where all that it adds up is shown, and gives nothing away.
Sums of their own for these would tie two or three schools together and cost nearly every other cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from data.sqlfiles import read_sql
from queries.disclosure.system import SMALL, Cell, Constraint, System, at_most, is_sum

FOLDER = Path(__file__).resolve().parent
#: All years together, where a year stands in a cell's name.
ALL_YEARS = "all"

#: (measure, kind, place, year): kind is school, district or part (of the district's).
Key = tuple[str, str, str, str]

#: Tables of a release, the finest first: each is told unless the plan assumes shared_<table> = 0.
TABLES = ("month", "age_band", "severity", "intake", "platform", "category", "clocks", "schools")

#: What is lost when a sum is masked, by how much it sums up. A school's own year costs nothing more.
_COST = {"school": 0, "part": 1, "district": 5}
_COST_ALL_YEARS = 1

#: Counts that are some of another count, in every place and year.
_SOME_OF = (
    ("still_open", "single_channel.all"),
    ("single_channel.all", "children"),
    ("victims_supported.all", "children"),
    ("provider_reports.done", "single_channel.rest"),
    ("staff_cases_handled.done", "violations_handled.done"),
    ("staff_cases_handled.rest", "violations_handled.rest"),
)

#: Splits of the district's incidents: their parts add up to the year's incidents.
_OF_INCIDENTS = ("category", "platform", "intake", "severity", "age_band", "month")
#: Parts that are counted among the schools' measures too.
_SAME = {
    ("intake", "single_point"): "single_channel.done",
    ("intake", "provider_auto"): "provider_reports.done",
}
#: Clocks on which every incident runs, duplicates and unfounded ones included.
_OF_EVERY_INCIDENT = ("clock.plan", "clock.closure")


def release(cursor: duckdb.DuckDBPyConnection) -> System:
    """All cells of a snapshot and what binds them. Cells are named by `name`."""
    counts: dict[Key, int] = {}
    constraints: list[Constraint] = []
    _schools(cursor, counts, constraints)
    _parts(cursor, counts, constraints)
    assumed = dict(cursor.execute("SELECT assumption, value FROM assumptions").fetchall())
    left_out = {table for table in TABLES if not assumed.get(f"shared_{table}", 1)}
    cells = [
        Cell(name(key), count, _cost(key), told=table_of(name(key)) not in left_out)
        for key, count in counts.items()
    ]
    return System(
        tuple(cells),
        tuple(constraints),
        threshold=int(assumed.get("small_count_threshold", SMALL)),
        zeros_shown=bool(assumed.get("zeros_shown", 1)),
    )


def name(key: Key) -> str:
    """A cell's name, as refusals and tests say it."""
    return "|".join(key)


def key(cell: str) -> Key:
    """What `name` made a name of."""
    measure, kind, place, year = cell.split("|")
    return measure, kind, place, year


def table_of(cell: str) -> str:
    """Which of the release's tables a cell stands in: one of TABLES, or "district"."""
    measure, kind, *_ = cell.split("|")
    if kind == "part":
        return "clocks" if measure.startswith("clock.") else measure
    return "schools" if kind == "school" else "district"


def without(system: System, tables: Iterable[str]) -> System:
    """The same release with these tables left out."""
    out = set(tables)
    return replace(
        system,
        cells=tuple(
            replace(cell, told=cell.told and table_of(cell.name) not in out) for cell in system.cells
        ),
    )


def _cost(of: Key) -> int:
    return _COST[of[1]] + (_COST_ALL_YEARS if of[3] == ALL_YEARS else 0)


def _rows(cursor: duckdb.DuckDBPyConnection, file: str) -> list[tuple[str, ...]]:
    return cursor.execute(read_sql(FOLDER / f"{file}.sql").sql).fetchall()


def _schools(
    cursor: duckdb.DuckDBPyConnection, counts: dict[Key, int], constraints: list[Constraint]
) -> None:
    """Every measure of schools by year, with the district's sums, its years together, and done + rest."""
    of_year: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for measure, school, year, cases in _rows(cursor, "leaves"):
        leaf = (measure, "school", school, str(year))
        counts[leaf] = int(cases)
        of_year[measure, str(year)].append(leaf)
    of_measure: dict[str, list[Key]] = defaultdict(list)
    for (measure, year), leaves in of_year.items():
        district = (measure, "district", "district", year)
        _sum_up(district, leaves, counts, constraints)
        of_measure[measure].append(district)
    for measure, districts in of_measure.items():
        _sum_up((measure, "district", "district", ALL_YEARS), districts, counts, constraints)
    for found in list(counts):
        indicator, dot, part = found[0].partition(".")
        if dot and part == "all":
            halves = [(f"{indicator}.{half}", *found[1:]) for half in ("done", "rest")]
            constraints.append(is_sum(name(found), map(name, halves)))
        for some, of in _SOME_OF:
            whole = (of, *found[1:])
            if found[0] == some and whole in counts:
                constraints.append(at_most(name(found), name(whole)))


def _parts(cursor: duckdb.DuckDBPyConnection, counts: dict[Key, int], constraints: list[Constraint]) -> None:
    """The district's incidents split in several ways, and each clock by state."""
    splits: dict[tuple[str, str], list[Key]] = defaultdict(list)
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for split, part, year, cases in _rows(cursor, "parts"):
        cell = (split, "part", part, str(year))
        counts[cell] = int(cases)
        splits[split, str(year)].append(cell)
        found[split, part].append(cell)
    for (split, part), cells in found.items():
        _sum_up((split, "part", part, ALL_YEARS), cells, counts, constraints)
        if len(cells) > 0:
            splits[split, ALL_YEARS].append((split, "part", part, ALL_YEARS))
    for (split, year), cells in splits.items():
        incidents = ("single_channel.all", "district", "district", year)
        if split in _OF_INCIDENTS:
            if incidents in counts:
                constraints.append(is_sum(name(incidents), map(name, cells)))
        else:
            _clock(split, year, cells, counts, constraints)
    for (split, part), measure in _SAME.items():
        for year in [year for of, year in splits if of == split]:
            one, other = (split, "part", part, year), (measure, "district", "district", year)
            if one in counts and other in counts:
                constraints.append(is_sum(name(one), [name(other)]))


def _clock(
    split: str, year: str, cells: list[Key], counts: dict[Key, int], constraints: list[Constraint]
) -> None:
    """What fell due on a clock, and all that it was set on; every incident is on two of the clocks."""
    due = [cell for cell in cells if cell[2] in ("on_time", "late", "overdue")]
    _sum_up((split, "part", "fell_due", year), due, counts, constraints)
    rest = [cell for cell in cells if cell not in due]
    _sum_up((split, "part", "all", year), [(split, "part", "fell_due", year), *rest], counts, constraints)
    incidents = ("single_channel.all", "district", "district", year)
    if split in _OF_EVERY_INCIDENT and incidents in counts:
        void = ("void", "district", "district", year)
        counts.setdefault(void, counts[split, "part", "all", year] - counts[incidents])
        constraints.append(is_sum(name((split, "part", "all", year)), [name(incidents), name(void)]))
    if split == "clock.violation":
        handled = ("violations_handled.done", "district", "district", year)
        done = [(split, "part", state, year) for state in ("on_time", "late")]
        if handled in counts and counts[handled] == sum(counts[cell] for cell in done):
            constraints.append(is_sum(name(handled), map(name, done)))


def _sum_up(total: Key, parts: Iterable[Key], counts: dict[Key, int], constraints: list[Constraint]) -> None:
    """Add a sum of those parts that there are; none where there is no part."""
    known = [part for part in parts if part in counts]
    if known:
        counts[total] = sum(counts[part] for part in known)
        constraints.append(is_sum(name(total), map(name, known)))


def shown(system: System, masked: Iterable[bool]) -> Iterator[tuple[str, str, str, str | None, int | None]]:
    """The cells as rows (measure, kind, place, year or None for all years, count or None where masked)."""
    for cell, hidden in zip(system.cells, masked, strict=True):
        measure, kind, place, year = key(cell.name)
        yield measure, kind, place, None if year == ALL_YEARS else year, None if hidden else cell.count
