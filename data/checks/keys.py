"""Rows against rows: keys said twice (also across files) and references to nothing."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from data.checks.places import Places
from data.contract import OFFICE, TABLES, Column, Table
from data.intake.findings import LIMIT
from data.intake.words import shown
from data.problems import Problem
from data.sqltext import name, names, sql

#: Whether any key is there twice, or two keys share a hash: of a large table this is a fraction of
#: the work of finding which, and nearly always all of it.
_MAY_BE_DOUBLE = """
SELECT count(DISTINCT hash(${key})) < count(*) FROM ${table} WHERE ${key_given}
"""

_DUPLICATES = """
WITH ranked AS (
    SELECT *, row_number() OVER by_key AS nth, first_value(_sheet) OVER by_key AS first_sheet,
        first_value(_row) OVER by_key AS first_row
    FROM ${table}
    WHERE ${key_given}
    WINDOW by_key AS (PARTITION BY ${key} ORDER BY _sheet, _row)
)
SELECT count(*) OVER (), _sheet, _row, first_sheet, first_row, concat_ws(' · ', ${key})
FROM ranked WHERE nth > 1 ORDER BY _sheet, _row LIMIT ${limit}
"""

_UNKNOWN = """
SELECT count(*) OVER (), t._sheet, t._row, CAST(t.${column} AS VARCHAR)
FROM ${table} AS t
WHERE t.${column} IS NOT NULL AND CAST(t.${column} AS VARCHAR) <> '${office}'
  AND NOT EXISTS (SELECT 1 FROM ${to_table} AS other WHERE other.${to_column} = t.${column})
ORDER BY t._sheet, t._row LIMIT ${limit}
"""


def key_problems(connection: duckdb.DuckDBPyConnection, places: Places) -> Iterator[Problem]:
    """Every repeated key and every unknown school, year, service, commune or incident."""
    for table in TABLES.values():
        yield from _duplicates(connection, places, table)
        for column in table.columns:
            if column.refers:
                yield from _unknown(connection, places, table, column)


def _duplicates(connection: duckdb.DuckDBPyConnection, places: Places, table: Table) -> Iterator[Problem]:
    parts = {
        "table": name(table.name),
        "key": names(*table.key),
        "limit": str(LIMIT),
        "key_given": " AND ".join(name(key) + " IS NOT NULL" for key in table.key),
    }
    if connection.execute(sql(_MAY_BE_DOUBLE, **parts)).fetchall() == [(False,)]:
        return
    found = connection.execute(sql(_DUPLICATES, **parts)).fetchall()
    for _, sheet, row, first_sheet, first_row, key in found:
        values = {"found": shown(key), "first": places.spot(first_sheet, first_row)}
        yield places.problem("duplicate_key", sheet, row, table.key[-1], values)
    for count, sheet, *_ in found[-1:]:
        yield from places.more(sheet, count)


def _unknown(
    connection: duckdb.DuckDBPyConnection, places: Places, table: Table, column: Column
) -> Iterator[Problem]:
    to_table, _, to_column = column.refers.partition(".")
    query = sql(
        _UNKNOWN,
        table=name(table.name),
        column=name(column.name),
        to_table=name(to_table),
        to_column=name(to_column),
        # Only a payer may be the office: everywhere else a school must be one of the register's.
        limit=str(LIMIT),
        office=OFFICE if column.name == "payer" else "",
    )
    rows = connection.execute(query).fetchall()
    for _, sheet, row, found in rows:
        label = TABLES[to_table].label
        values = {"found": shown(found), "where_vi": label.vi, "where_en": label.en}
        yield places.problem("unknown_reference", sheet, row, column.name, values)
    for count, sheet, *_ in rows[-1:]:
        yield from places.more(sheet, count)
