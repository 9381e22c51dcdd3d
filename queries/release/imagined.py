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
#: What is made in order, `clocks` twice: of one untouched incident of each moment (the probes), which shows
#: which moments are alike, and of all that is imagined.
_STEPS = (
    ("moments", FOLDER), ("probes", FOLDER), ("clocks", MARTS), ("ages", FOLDER),
    ("incidents", FOLDER), ("removals", FOLDER), ("violations", FOLDER),
    ("clocks", MARTS), ("removals_in_year", MARTS),
)  # fmt: skip


class Imagined:
    """The kinds of cases that a snapshot's rules allow, as they stand at the end of a day."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        # Temporary tables, of a connection of its own, stand before the snapshot's of the same name.
        self._cursor = cursor.cursor()
        self._kinds: dict[tuple[int, date], dict[str, tuple[Kind, ...]]] = {}

    def of_days(self, sort: str, year: int, days: Sequence[date]) -> list[tuple[Kind, ...]]:
        """Of each day the kinds that could have begun in this year until then, by today's rules."""
        for day in days:
            if (year, day) not in self._kinds:
                self._make_tables(year, day)
                self._kinds[year, day] = {
                    each: tuple(
                        dict.fromkeys(kind for kind, _ in counted(self._cursor.execute(file.sql).df(), file))
                    )
                    for each, file in read_folder(counts.FOLDER).items()
                }
        return [self._kinds[year, day][sort] for day in days]

    def _make_tables(self, year: int, as_of: date) -> None:
        """The snapshot's tables as they would be on that day, with imagined cases of that year."""
        day = {"day": literal(str(as_of)), "year": literal(str(year))}
        self._make(
            "snapshot", "SELECT * REPLACE (CAST(${day} AS DATE) AS as_of) FROM ${true}.snapshot", **day
        )
        self._make("days", "FROM ${true}.days WHERE year = ${year} AND day <= CAST(${day} AS DATE)", **day)
        for table in ("removals", "violations"):
            self._make(table, "FROM ${true}.${table} LIMIT 0", table=table)
        for table, folder in _STEPS:
            body = read_sql(folder / f"{table}.sql").sql
            if table in ("probes", "incidents", "removals", "violations"):
                # With all columns of the true table, empty where nothing is imagined of them.
                table = "incidents" if table == "probes" else table
                body = "(FROM ${true}.${table} LIMIT 0) UNION ALL BY NAME (" + body + ")"
            self._make(table, body, table=table)

    def _make(self, made: str, body: str, **parts: str) -> None:
        ((catalog,),) = self._cursor.execute("SELECT current_database()").fetchall()
        text = sql(
            "CREATE OR REPLACE TEMP TABLE ${made} AS " + body,
            made=made,
            true=name(catalog) + ".main",
            **parts,
        )
        self._cursor.execute(text)
