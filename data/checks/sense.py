"""Runs the sense checks: each file of sense/ is a query that must return no rows."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

import duckdb

from data.checks.places import Places
from data.intake.findings import LIMIT
from data.intake.words import shown
from data.problems import Problem
from data.sqlfiles import read_folder
from data.sqltext import sql
from data.words import Label, Text

FOLDER = Path(__file__).parent / "sense"
_COUNTED = "SELECT count(*) OVER () AS _count, * FROM (${check}) ORDER BY _sheet, _row LIMIT ${limit}"


def sense_problems(
    connection: duckdb.DuckDBPyConnection, places: Places, unread: Set[str]
) -> Iterator[Problem]:
    """The problem of every row that a check returns; of an error at most LIMIT rows and their count.

    A check returns `_sheet, _row, column_name` and then the values of its message, as text; those that its
    header lists as `texts` are read in every language. A check that `misses` a table looks for missing rows:
    it is skipped where a part of that table is `unread`.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE school_books (_sheet INTEGER, school_id VARCHAR, year INTEGER)"
    )
    if books := places.school_books():
        connection.executemany("INSERT INTO school_books VALUES (?, ?, ?)", books)
    for code, check in read_folder(FOLDER).items():
        if check.header.get("misses") in unread:
            continue
        # Warnings are published and counted: none may be left out.
        limit = LIMIT if check.header["severity"] == "error" else 2**31 - 1
        result = connection.execute(sql(_COUNTED, check=check.sql, limit=str(limit)))
        columns = [column[0] for column in result.description or []]
        rows = result.fetchall()
        texts = check.header.get("texts", ())
        for _, sheet, number, column, *rest in rows:
            values: dict[str, str | Label] = {
                key: Text(value) if value in texts else "" if value is None else shown(str(value))
                for key, value in zip(columns[4:], rest, strict=True)
            }
            yield places.problem(code, sheet, number, column, values)
        for count, sheet, *_ in rows[-1:] if check.header["severity"] == "error" else ():
            yield from places.more(sheet, count)
