"""Run the sense checks: each file of sense/ is one question that must find no rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from data.checks.places import Places
from data.problems import Problem
from data.sqlfiles import read_folder

FOLDER = Path(__file__).parent / "sense"


def sense_problems(connection: duckdb.DuckDBPyConnection, places: Places) -> Iterator[Problem]:
    """Every row that some check finds.

    A check returns `_sheet, _row, column_name` and then whatever its message names, as text.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE school_books (_sheet INTEGER, school_id VARCHAR, year INTEGER)"
    )
    if books := places.school_books():
        connection.executemany("INSERT INTO school_books VALUES (?, ?, ?)", books)
    for code, check in read_folder(FOLDER).items():
        result = connection.execute(check.sql)
        columns = [column[0] for column in result.description or []]
        for row in result.fetchall():
            sheet, number, column, *rest = row
            values = dict(zip(columns[3:], ("" if v is None else str(v) for v in rest), strict=True))
            yield places.problem(code, sheet, number, column, values)
