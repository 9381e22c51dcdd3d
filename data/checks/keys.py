"""Checks rows against rows: repeated keys, also across files, and references to rows that do not exist.

A consequence of another mistake is no problem of its own: a workbook of an unknown school is one problem, an
unknown id is one however many rows name it, and references to a table that could not be read are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import duckdb

from data.checks.places import Places
from data.contract import OFFICE, TABLES, Column, Table
from data.intake.findings import LIMIT
from data.intake.identity import SCHOOL_ID, YEAR
from data.intake.words import shown
from data.problems import Problem
from data.sqltext import name, names, sql
from data.words import HOME, Label

#: Whether each row's key is greater than the one before it. A large table mostly comes in the order of its
#: key, and this look costs a small part of a search for repeated keys or of a sort.
_ASCENDS = """
SELECT coalesce(bool_and(key > before), true)
FROM (SELECT row(${key}) AS key, lag(row(${key})) OVER () AS before FROM ${table})
WHERE before IS NOT NULL
"""

#: Whether a key is repeated or two keys share a hash. On a large table this costs a fraction of the search
#: for the repeated keys, which is seldom needed then.
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
WITH unknown AS (
    SELECT t._sheet, t._row, CAST(t.${column} AS VARCHAR) AS id
    FROM ${table} AS t
    WHERE t.${column} IS NOT NULL AND CAST(t.${column} AS VARCHAR) <> '${office}'
      AND NOT EXISTS (SELECT 1 FROM ${to_table} AS other WHERE other.${to_column} = t.${column})
      AND NOT list_contains(CAST($named AS INTEGER[]), t._sheet)
      -- The id that is meant may be among the unreadable ones, which have a problem already.
      AND NOT EXISTS (SELECT 1 FROM bad_cells WHERE table_name = $to_table AND column_name = $to_column
          AND regexp_replace(lower(bad_cells.text), '[^0-9a-z]', '', 'g')
            = regexp_replace(lower(CAST(t.${column} AS VARCHAR)), '[^0-9a-z]', '', 'g'))
)
SELECT count(*) OVER (), _sheet, min(_row) AS first_row, id, count(*) AS id_rows
FROM unknown
GROUP BY _sheet, id
ORDER BY _sheet, first_row LIMIT ${limit}
"""
#: The columns that the guide of a school's workbook gives.
_OF_BOOK = ("school_id", "payer", "year")


def key_problems(
    connection: duckdb.DuckDBPyConnection, places: Places, unread: Set[str]
) -> Iterator[Problem]:
    """Every repeated key and every unknown school, year, service, commune or incident.

    `unread` are the tables with a part that could not be read.
    """
    unknown_books: dict[str, list[int]] = {"schools": [], "periods": []}
    if "schools" not in unread:
        for problem, to_table, sheets in _unknown_books(connection, places):
            unknown_books[to_table] += sheets
            yield problem
    for table in TABLES.values():
        yield from _duplicates(connection, places, table)
        for column in table.columns:
            to_table = column.refers.partition(".")[0]
            if column.refers and to_table not in unread:
                named = unknown_books.get(to_table, []) if column.name in _OF_BOOK else []
                yield from _unknown(connection, places, table, column, named)


def ascends(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the rows lie in the order of their key, and no key is repeated."""
    query = sql(_ASCENDS, table=name(table.name), key=names(*table.key))
    return connection.execute(query).fetchall() == [(True,)]


def _unknown_books(
    connection: duckdb.DuckDBPyConnection, places: Places
) -> Iterator[tuple[Problem, str, list[int]]]:
    """Workbooks whose guide names an unknown school or year: the problem, the table, the sheets."""
    schools = {school for (school,) in connection.execute("SELECT school_id FROM schools").fetchall()}
    years = {year for (year,) in connection.execute("SELECT year FROM periods").fetchall()}
    for file in places.files():
        book = file.book
        if book is None or book.kind != "school":
            continue
        for code, to_table, value, known, row, label in (
            ("unknown_school_of_book", "schools", book.school_id, schools, book.rows[0], SCHOOL_ID),
            ("unknown_year_of_book", "periods", book.year, years, book.rows[1], YEAR),
        ):
            if value not in known:
                values = {"actual": shown(str(value))}
                problem = Problem(
                    code, file.name, book.guide, row, label.in_language(HOME), values, file.contract
                )
                yield problem, to_table, places.of_file(file)


def _duplicates(connection: duckdb.DuckDBPyConnection, places: Places, table: Table) -> Iterator[Problem]:
    parts = {
        "table": name(table.name),
        "key": names(*table.key),
        "limit": str(LIMIT),
        "key_given": " AND ".join(name(key) + " IS NOT NULL" for key in table.key),
    }
    if ascends(connection, table):
        return
    if connection.execute(sql(_MAY_BE_DOUBLE, **parts)).fetchall() == [(False,)]:
        return
    rows = connection.execute(sql(_DUPLICATES, **parts)).fetchall()
    for _, sheet, row, first_sheet, first_row, key in rows:
        values = {"actual": shown(key), "first": places.spot(first_sheet, first_row)}
        yield places.problem("duplicate_key", sheet, row, table.key[-1], values)
    for count, sheet, *_ in rows[-1:]:
        yield from places.more(sheet, count)


def _unknown(
    connection: duckdb.DuckDBPyConnection, places: Places, table: Table, column: Column, named: Sequence[int]
) -> Iterator[Problem]:
    """`named` are the sheets of workbooks that _unknown_books reports as a whole."""
    to_table, _, to_column = column.refers.partition(".")
    query = sql(
        _UNKNOWN,
        table=name(table.name),
        column=name(column.name),
        to_table=name(to_table),
        to_column=name(to_column),
        # Only a payer may be the office: elsewhere a school must be in the register.
        limit=str(LIMIT),
        office=OFFICE if column.name == "payer" else "",
    )
    bound = {"named": list(named), "to_table": to_table, "to_column": to_column}
    rows = connection.execute(query, bound).fetchall()
    for _, sheet, row, unknown, times in rows:
        values: dict[str, str | Label] = {
            "actual": shown(unknown, column.form),
            "where": TABLES[to_table].label,
        }
        if times > 1:
            values["rows"] = str(times)
        code = "unknown_reference" if times == 1 else "unknown_reference_rows"
        yield places.problem(code, sheet, row, column.name, values)
    for count, sheet, *_ in rows[-1:]:
        yield from places.more(sheet, count)
