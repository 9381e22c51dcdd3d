"""Checks the plan's tables as a whole: rows that must exist, and codes that the program must know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from data.checks.places import Places
from data.contract import CODES, TABLES
from data.problems import Problem
from data.sqlfiles import QUERIES, read_folder
from data.sqltext import name, names, sql

#: Tables that need at least one row: without one no page works.
_NEVER_EMPTY = ("plan", "periods", "paragraphs", "goals")
#: The assumptions that the questions read, with their first values.
_ASSUMPTIONS = Path(__file__).parents[1] / "plan" / "assumptions.csv"


def plan_problems(connection: duckdb.DuckDBPyConnection, places: Places, as_of: date) -> Iterator[Problem]:
    """Problems of missing rows, and of an `as_of` before the plan's first day.

    A missing assumption gets the program's own value. Also creates the temporary tables that
    the checks of the plan's rows compare with: `known_indicators`, `known_assumptions`, `known_clocks`.
    """
    _write_known(connection)
    yield from _empty_tables(connection, places)
    yield from _missing_assumptions(connection, places)
    (first,) = connection.execute("SELECT min(starts_on) FROM periods").fetchall()[0]
    if first is not None and as_of < first:
        days = {"actual": f"{as_of:%d/%m/%Y}", "expected": f"{first:%d/%m/%Y}"}
        yield _problem("before_plan", places, "periods", "starts_on", days)


def _write_known(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE known_indicators (indicator VARCHAR, unit VARCHAR)")
    units = [[code, file.header["unit"]] for code, file in read_folder(QUERIES / "indicators").items()]
    connection.executemany("INSERT INTO known_indicators VALUES (?, ?)", units)
    connection.execute("CREATE OR REPLACE TEMP TABLE known_clocks (clock VARCHAR)")
    connection.executemany("INSERT INTO known_clocks VALUES (?)", [[clock] for clock in CODES["clock"]])
    columns = {column.name: column.sql_type for column in TABLES["assumptions"].columns}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known_assumptions AS"
        " FROM read_csv($path, columns = $columns, header = true, auto_detect = false, delim = ',')",
        {"path": str(_ASSUMPTIONS), "columns": columns},
    )


def _empty_tables(connection: duckdb.DuckDBPyConnection, places: Places) -> Iterator[Problem]:
    for table in _NEVER_EMPTY:
        source = places.last_of(table)
        unread = source is None or any(problem.severity == "error" for problem in source[0].problems)
        if not unread and not connection.table(table).count("*").fetchall()[0][0]:
            yield _problem("no_row", places, table, "", {})


def _missing_assumptions(connection: duckdb.DuckDBPyConnection, places: Places) -> Iterator[Problem]:
    missing = connection.execute(
        "SELECT assumption, value FROM known_assumptions"
        " WHERE assumption NOT IN (SELECT assumption FROM assumptions WHERE assumption IS NOT NULL)"
        " ORDER BY assumption"
    ).fetchall()
    if not missing:
        return
    columns = names(*TABLES["assumptions"].names)
    connection.execute(
        sql(
            "INSERT INTO assumptions BY NAME SELECT ${columns} FROM known_assumptions"
            " WHERE assumption NOT IN (SELECT assumption FROM assumptions WHERE assumption IS NOT NULL)",
            columns=columns,
        )
    )
    # A misspelt assumption has a problem of its own and does not count as missing too.
    (misspelt,) = connection.execute(
        sql(
            "SELECT count(*) FROM ${table} WHERE assumption IS NULL"
            " OR assumption NOT IN (SELECT assumption FROM known_assumptions)",
            table=name("assumptions"),
        )
    ).fetchall()[0]
    for assumption, value in missing[misspelt:]:
        values = {"actual": assumption, "expected": f"{value:g}"}
        yield _problem("missing_assumption", places, "assumptions", "assumption", values)


def _problem(code: str, places: Places, table: str, column: str, values: dict[str, str]) -> Problem:
    """A problem of a whole table, placed in the file that it came from."""
    source = places.last_of(table)
    if source is None:
        return Problem(code, f"{table}.csv", column=column, values=values)
    file, sheet = source
    header = sheet.headers.get(column, column)
    return Problem(code, file.name, sheet.title, 0, header, values, file.contract)
