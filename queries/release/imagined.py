"""Kinds of cases that could have occurred: cases that the checks allow, counted as true ones are counted.

Kinds that occurred show most of what is possible, but not in a block of few cases. What else could be
follows from the definitions themselves: imagined cases are counted by the SQL that counts true ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from data.sqlfiles import read_folder, read_sql
from data.sqltext import literal, name, sql
from queries.release import counts
from queries.release.counts import Kind, counted

FOLDER = Path(__file__).resolve().parent / "imagined"
MARTS = Path(__file__).resolve().parent.parent / "marts"
#: What is made, in order; `clocks` first of one untouched incident of each moment (the probes), which shows
#: which moments are alike.
_STEPS = (
    ("moments", FOLDER), ("probes", FOLDER), ("clocks", MARTS), ("ages", FOLDER),
    ("incidents", FOLDER), ("removals", FOLDER), ("violations", FOLDER),
    ("clocks", MARTS), ("removals_in_year", MARTS),
)  # fmt: skip


class Imagined:
    """The kinds of cases that a snapshot's rules allow, as they stand at the end of a day."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self._kinds: dict[tuple[int, date], dict[str, tuple[Kind, ...]]] = {}

    def kinds(self, sort: str, year: int, days: Sequence[date]) -> list[tuple[Kind, ...]]:
        """Of each day the kinds that could have begun in this year until then, by today's rules."""
        for day in days:
            if (year, day) not in self._kinds:
                with imagined(self._cursor, year, day) as cursor:
                    self._kinds[year, day] = {
                        each: tuple(
                            dict.fromkeys(kind for kind, _ in counted(cursor.execute(file.sql).df(), file))
                        )
                        for each, file in read_folder(counts.FOLDER).items()
                    }
        return [self._kinds[year, day][sort] for day in days]


def imagined(cursor: duckdb.DuckDBPyConnection, year: int, as_of: date) -> duckdb.DuckDBPyConnection:
    """A cursor of its own whose cases are imagined: begun in this year, read at the end of the day."""
    own = cursor.cursor()
    ((catalog,),) = own.execute("SELECT current_database()").fetchall()
    parts = {"true": name(catalog) + ".main", "day": literal(str(as_of)), "year": literal(str(year))}

    def make(table: str, body: str) -> None:
        # Temporary tables stand before the snapshot's of the same name.
        own.execute(sql("CREATE OR REPLACE TEMP TABLE ${table} AS " + body, table=name(table), **parts))

    make("snapshot", "SELECT * REPLACE (CAST(${day} AS DATE) AS as_of) FROM ${true}.snapshot")
    make("days", "FROM ${true}.days WHERE year = ${year} AND day <= CAST(${day} AS DATE)")
    for table in ("removals", "violations"):
        make(table, "FROM ${true}.${table} LIMIT 0")
    for step, folder in _STEPS:
        table = "incidents" if step == "probes" else step
        body = read_sql(folder / f"{step}.sql").sql
        if table in ("incidents", "removals", "violations"):
            # With all columns of the true table, empty where nothing is imagined of them.
            body = "(FROM ${true}.${table} LIMIT 0) UNION ALL BY NAME (" + body + ")"
        make(table, body)
    return own
