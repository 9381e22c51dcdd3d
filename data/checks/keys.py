"""Rows against rows: keys said twice (also across files) and references to nothing.

What follows from another mistake is not told: a workbook of an unknown school is one problem, and so is an
unknown id however many rows name it; and nothing is missed in a table that could not be read.
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
WITH unknown AS (
    SELECT t._sheet, t._row, CAST(t.${column} AS VARCHAR) AS id
    FROM ${table} AS t
    WHERE t.${column} IS NOT NULL AND CAST(t.${column} AS VARCHAR) <> '${office}'
      AND NOT EXISTS (SELECT 1 FROM ${to_table} AS other WHERE other.${to_column} = t.${column})
      AND NOT list_contains(CAST($named AS INTEGER[]), t._sheet)
      -- Where the id that is meant cannot be read, that is told; it may be written in another way there.
      AND NOT EXISTS (SELECT 1 FROM bad_cells WHERE table_name = $to_table AND column_name = $to_column
          AND regexp_replace(lower(bad_cells.text), '[^0-9a-z]', '', 'g')
            = regexp_replace(lower(CAST(t.${column} AS VARCHAR)), '[^0-9a-z]', '', 'g'))
)
SELECT count(*) OVER (), _sheet, min(_row) AS first_row, id, count(*) AS id_rows
FROM unknown
GROUP BY _sheet, id
ORDER BY _sheet, first_row LIMIT ${limit}
"""
#: The columns that a school's workbook gives by its guide.
_OF_BOOK = ("school_id", "payer", "year")


def key_problems(
    connection: duckdb.DuckDBPyConnection, places: Places, unread: Set[str]
) -> Iterator[Problem]:
    """Every repeated key and every unknown school, year, service, commune or incident.

    `unread` are the tables of which a part could not be read.
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


def _unknown_books(
    connection: duckdb.DuckDBPyConnection, places: Places
) -> Iterator[tuple[Problem, str, list[int]]]:
    """Workbooks whose guide names no school of the register, or no year of the plan; with their sheets."""
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
                problem = Problem(code, file.name, book.guide, row, label.vi, values, file.contract)
                yield problem, to_table, places.of_file(file)


def _duplicates(connection: duckdb.DuckDBPyConnection, places: Places, table: Table) -> Iterator[Problem]:
    parts = {
        "table": name(table.name),
        "key": names(*table.key),
        "limit": str(LIMIT),
        "key_given": " AND ".join(name(key) + " IS NOT NULL" for key in table.key),
    }
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
    """`named` are the sheets of workbooks that are told to be unknown as a whole."""
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
    bound = {"named": list(named), "to_table": to_table, "to_column": to_column}
    rows = connection.execute(query, bound).fetchall()
    for _, sheet, row, unknown, times in rows:
        label = TABLES[to_table].label
        values = {"actual": shown(unknown, column.form), "where_vi": label.vi, "where_en": label.en}
        if times > 1:
            values["rows"] = str(times)
        code = "unknown_reference" if times == 1 else "unknown_reference_rows"
        yield places.problem(code, sheet, row, column.name, values)
    for count, sheet, *_ in rows[-1:]:
        yield from places.more(sheet, count)
