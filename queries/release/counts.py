"""The counts of a release, and the kinds of cases that they are made of.

A *kind* is all that a case is counted in. Whatever ties two counts – a definition, a check, the calendar –
ties them in every single case. An alternative that is made of kinds which occurred satisfies every such
tie: none has to be listed, and none can be forgotten. Tables of one *facet* are read together; those of two
facets may be combined freely within a stratum, since no definition reads both. A table that is in no facet,
or in two, is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from data.sqlfiles import SqlFile, read_folder
from queries.release.seats import Seat

FOLDER = Path(__file__).resolve().parent / "cases"

#: One count of a release: (table, part).
Cell = tuple[str, str]
#: One kind of cases: number of the facet, stratum, and the cells that a case is counted in, with how much.
Kind = tuple[int, str, tuple[tuple[str, str, int], ...]]

_HALVES = ("done", "rest")
_STATES = ("on_time", "late", "overdue", "running", "ended_otherwise", "not_started", "no_rule", "invalid")
#: The parts of tables that the contract does not list; every clock has the same.
PARTS = {
    "incidents": ("all", "void"),
    "still_open": ("all",),
    "children": ("all",),
    "victims_supported": _HALVES,
    "violations_handled": _HALVES,
    "staff_cases_handled": _HALVES,
    "content_removed": _HALVES,
    "single_channel": _HALVES,
    "provider_reports": ("done",),
    "clock": _STATES,
}
#: Parts that are sums of other parts of the same table.
SUMS = (("all", _HALVES), ("fell_due", _STATES[:3]), ("all", _STATES))
#: What a weighted case may weigh, beside what occurred.
_WEIGHTS = range(1, 5)


class TableWithoutFacet(ValueError):
    """A table of a release stands in no facet or in two, so that its ties to others are not known."""


@dataclass(frozen=True)
class Block:
    """The cases of one sort that began in one year, and what is counted of them.

    `of_school` has shape (schools + 1, kinds), its last row the cases that belong to no school.
    """

    sort: str
    year: int
    kinds: tuple[Kind, ...]
    cells: tuple[Cell, ...]
    schools: tuple[str, ...]
    of_school: np.ndarray

    @property
    def cases(self) -> np.ndarray:
        """How many cases there are of each kind. Shape (kinds,)."""
        cases: np.ndarray = self.of_school.sum(axis=0)
        return cases

    def further(self, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
        """Those of these kinds that the block does not have but could; none that is in a part it lacks."""
        parts, own = set(self.cells), set(self.kinds)
        return tuple(kind for kind in kinds if kind not in own and {part[:2] for part in kind[2]} <= parts)

    def having(self, kinds: Iterable[Kind]) -> Block:
        """The block with these kinds too, as far as it could have them, without a case of them."""
        new = self.further(kinds)
        of_school = np.pad(self.of_school, ((0, 0), (0, len(new))))
        return replace(self, kinds=(*self.kinds, *new), of_school=of_school)

    def own(self, seats: Sequence[Seat]) -> np.ndarray:
        """How many of the cases each seat knows. Shape (seats, kinds)."""
        row = {school: number for number, school in enumerate(self.schools)}
        return np.array(
            [
                self.of_school[[row[school] for school in seat.schools if school in row]].sum(axis=0)
                for seat in seats
            ]
        )

    @cached_property
    def counts(self) -> np.ndarray:
        """Every cell's count. Shape (cells,)."""
        counts: np.ndarray = self.cases @ added(self.kinds, self.cells)
        return counts


def blocks(cursor: duckdb.DuckDBPyConnection) -> Iterator[Block]:
    """The blocks of a snapshot, by sort and year: also those in which nothing happened.

    Raises TableWithoutFacet.
    """
    years = [year for (year,) in cursor.execute("SELECT year FROM years ORDER BY year").fetchall()]
    schools = [school for (school,) in cursor.execute("SELECT school_id FROM schools ORDER BY 1").fetchall()]
    listed = dict(
        cursor.execute(
            "SELECT column_name, string_split(allowed, '; ') FROM dictionary "
            "WHERE table_name = 'incidents' AND allowed <> ''"
        ).fetchall()
    )
    months = dict(
        cursor.execute(
            "SELECT year, list(strftime(month, '%Y-%m') ORDER BY month) FROM months GROUP BY year"
        ).fetchall()
    )
    for sort, file in read_folder(FOLDER).items():
        cases = cursor.execute(file.sql).df()
        facets: list[list[str]] = file.header["facets"]
        _must_be_in_one_facet(sort, cases, facets)
        tables = [table for facet in facets for table in facet]
        for year in years:
            of_year = cases[cases["year"] == year]
            # A month that is not over yet is not told, and what is told must not give it away either.
            begun = sorted({*months.get(year, []), *of_year.get("month", pd.Series(dtype=str)).dropna()})
            cells = _cells(cases, tables, {**listed, "month": begun})
            yield block(sort, year, cells, schools, counted(of_year, file))


def block(
    sort: str,
    year: int,
    cells: Sequence[Cell],
    schools: Sequence[str],
    counts: Mapping[tuple[Kind, str], int],
) -> Block:
    """A block from how many cases of each kind each school has; a kind may have none."""
    kinds = tuple(dict.fromkeys(kind for kind, _ in counts))
    row = {school: number for number, school in enumerate(schools)}
    column = {kind: number for number, kind in enumerate(kinds)}
    of_school = np.zeros((len(schools) + 1, len(kinds)), dtype=np.int64)
    for (kind, school), cases in counts.items():
        of_school[row.get(school, -1), column[kind]] += cases
    return Block(sort, year, kinds, tuple(cells), tuple(schools), of_school)


def counted(cases: pd.DataFrame, file: SqlFile) -> dict[tuple[Kind, str], int]:
    """How many of a sort's cases, as its file counts them, are of each kind and school, facet by facet."""
    weighted = file.header.get("weighted", ())
    counts: defaultdict[tuple[Kind, str], int] = defaultdict(int)
    for facet, tables in enumerate(file.header["facets"]):
        by = ["stratum", *tables, *(["weight"] if set(tables) & set(weighted) else []), "school_id"]
        for row in cases.groupby(by, dropna=False).size().reset_index(name="cases").to_dict("records"):
            parts = {table: row[table] for table in tables if isinstance(row[table], str)}
            weight = int(row.get("weight", 1))
            for other in {*_WEIGHTS, weight} if "weight" in row else [weight]:
                adds = tuple(
                    (table, part, other if table in weighted else 1) for table, part in parts.items()
                )
                kind = (facet, str(row["stratum"]), adds)
                counts[kind, str(row["school_id"])] += int(row["cases"]) if other == weight else 0
    return dict(sorted(counts.items()))


def _must_be_in_one_facet(sort: str, cases: pd.DataFrame, facets: Sequence[Sequence[str]]) -> None:
    tables = [table for facet in facets for table in facet]
    for column in {*cases.columns, *tables} - {"school_id", "year", "stratum", "weight"}:
        if tables.count(column) != 1 or column not in cases:
            raise TableWithoutFacet(
                f"{sort}.sql: the column {column!r} must stand in exactly one of its facets, so that what "
                "ties its counts to others is known"
            )


def _cells(
    cases: pd.DataFrame, tables: Sequence[str], listed: Mapping[str, Sequence[str]]
) -> tuple[Cell, ...]:
    """Every part of every table, zeros and sums included."""
    cells = []
    for table in tables:
        parts = list(PARTS.get(table.partition(".")[0], listed.get(table, ())))
        # A part that the contract does not list, such as not_recorded, is one where it occurs.
        parts += sorted(set(cases[table].dropna()) - set(parts)) if table != "month" else []
        parts += [total for total, summed in SUMS if set(summed) <= set(parts)]
        cells += [(table, part) for part in parts]
    return tuple(cells)


def added(kinds: Sequence[Kind], cells: Sequence[Cell]) -> csr_array:
    """What a case of each kind adds to each cell. Shape (kinds, cells)."""
    column = {cell: number for number, cell in enumerate(cells)}
    names = {part: (part, *(total for total, summed in SUMS if part in summed)) for _, part in cells}
    adds = [
        (row, column[table, name], weight)
        for row, (_, _, parts) in enumerate(kinds)
        for table, part, weight in parts
        for name in names[part]
        if (table, name) in column
    ]
    rows, columns, weights = np.array(adds, dtype=np.int64).reshape(-1, 3).T
    return csr_array((weights, (rows, columns)), shape=(len(kinds), len(cells)))


def tied(kinds: Sequence[Kind]) -> csr_array:
    """Each further facet has as many cases of each stratum as the first one. Shape (kinds, ties).

    The sum over all cases is zero, since all facets describe the same ones.
    """
    facets = sorted({facet for facet, _, _ in kinds})
    strata = {stratum: number for number, stratum in enumerate(sorted({stratum for _, stratum, _ in kinds}))}
    ties = []
    for row, (facet, stratum, _) in enumerate(kinds):
        for number, other in enumerate(facets[1:]):
            if facet in (facets[0], other):
                ties.append((row, number * len(strata) + strata[stratum], 1 if facet == facets[0] else -1))
    rows, columns, signs = np.array(ties, dtype=np.int64).reshape(-1, 3).T
    return csr_array((signs, (rows, columns)), shape=(len(kinds), max(len(facets) - 1, 0) * len(strata)))
