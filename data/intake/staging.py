"""Loads a sheet's text cells into DuckDB; DuckDB itself reads the CSVs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from data.contract import TABLES
from data.intake.delivery import CsvText, Sheet
from data.intake.words import clean, column_headed
from data.sqltext import name as quoted
from data.sqltext import names as all_quoted
from data.sqltext import sql

#: The most characters of a file that are searched for its header.
_HEADER_LIMIT = 2**20
_DELIMITERS = ",;\t"

_FROM_CSV = """FROM read_csv($path, columns = $columns, delim = $delimiter, quote = '"',
    escape = '"', header = true, auto_detect = false, strict_mode = true, compression = 'none')"""
_COUNT = "SELECT count(*) " + _FROM_CSV
_LOAD_CSV = "CREATE OR REPLACE TEMP TABLE ${rows} AS " + _FROM_CSV
#: Plain rows typed, the others as their texts: a large file is read once, and its texts are not kept.
_LOAD_PLAIN = (
    """CREATE OR REPLACE TEMP TABLE ${rows} AS SELECT ${values}, ${plain} AS _plain,
    CASE WHEN NOT ${plain} THEN [${columns}] END AS _texts """
    + _FROM_CSV
)
_LOAD_ARROW = "CREATE OR REPLACE TEMP TABLE ${rows} AS SELECT * FROM ${arrow}"

#: The header is row 1 of every CSV that is handed on as text.
_ROW = "CAST(rowid + 2 AS INTEGER)"

# Rows keep the file's order, so DuckDB's own row ids count them; a window function would take
# twice as long as reading the file.
_SHOW = """CREATE OR REPLACE TEMP VIEW ${name} AS
    SELECT ${row} AS _row, ${columns} FROM ${rows} WHERE coalesce(${columns}) IS NOT NULL"""


@dataclass(frozen=True)
class CsvHeader:
    """The first record of a CSV that is not blank: its row number, its cells, the delimiter."""

    row: int
    cells: tuple[str, ...]
    delimiter: str


def stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, name: str) -> None:
    """Create or replace `name` in `connection` with the sheet's rows.

    A temporary view with `_row` (INTEGER, the number a spreadsheet shows) and a VARCHAR column
    for each of `sheet.headers`; empty cells are NULL, rows of empty cells left out. Cells of a
    workbook are canonical text; those of a CSV stand as written. duckdb.Error when a CSV has
    changed since it was read.
    """
    rows = name + "_rows"
    if isinstance(sheet.rows, CsvText):
        header = read_header(sheet.rows.path, sheet.table)
        values = _csv_values(sheet.rows.path, header, sheet.table)
        connection.execute(sql(_LOAD_CSV, rows=quoted(rows)), values)
        row = _ROW
    else:
        connection.register(rows + "_arrow", sheet.rows)
        connection.execute(sql(_LOAD_ARROW, rows=quoted(rows), arrow=quoted(rows + "_arrow")))
        connection.unregister(rows + "_arrow")
        row = "_row"
    columns = all_quoted(*sheet.headers)
    connection.execute(sql(_SHOW, name=quoted(name), row=row, columns=columns, rows=quoted(rows)))


def stage_plain(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, name: str, values: Mapping[str, str], plain: str
) -> str:
    """Create or replace `name` with the rows of a CSV that are not plain, in the columns that `stage` gives.

    `values` has the SQL of a plain cell's value for each of `sheet.headers`; `plain` is the SQL condition of
    a plain row. Returns the query of the plain rows: `_row` and a typed column for each header.
    """
    assert isinstance(sheet.rows, CsvText)
    rows = quoted(name + "_rows")
    texts = [sql("_texts[${n}] AS ${x}", n=str(n), x=quoted(x)) for n, x in enumerate(sheet.headers, 1)]
    header = read_header(sheet.rows.path, sheet.table)
    connection.execute(
        sql(
            _LOAD_PLAIN,
            rows=rows,
            values=", ".join(value + " AS " + quoted(column) for column, value in values.items()),
            plain="(" + plain + ")",
            columns=all_quoted(*sheet.headers),
        ),
        _csv_values(sheet.rows.path, header, sheet.table),
    )
    connection.execute(
        sql(
            "CREATE OR REPLACE TEMP VIEW ${name} AS SELECT ${row} AS _row, ${texts} FROM ${rows}"
            " WHERE NOT _plain AND len(list_filter(_texts, lambda x: x IS NOT NULL)) > 0",
            name=quoted(name),
            row=_ROW,
            texts=", ".join(texts),
            rows=rows,
        )
    )
    return sql(
        "SELECT ${row} AS _row, * EXCLUDE (_plain, _texts) FROM ${rows} WHERE _plain", row=_ROW, rows=rows
    )


def count_rows(path: Path, header: CsvHeader, table: str) -> int | None:
    """How many rows DuckDB reads below the header; None when they are not even."""
    with _scratch().cursor() as connection:
        try:
            row = connection.execute(_COUNT, _csv_values(path, header, table)).fetchone()
        except duckdb.Error:
            return None
    return int(row[0]) if row else None


@cache
def _scratch() -> duckdb.DuckDBPyConnection:
    """An empty database, kept for all files: to open one takes longer than to read most files."""
    return duckdb.connect()


def read_header(path: Path, table: str) -> CsvHeader:
    """The header of a CSV that holds `table`; the delimiter is the one with which most columns are known.

    A header that no delimiter splits comes back as one cell; row 0 means that there is none.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(_HEADER_LIMIT)
    records = [_first_record(text, delimiter) for delimiter in _DELIMITERS]
    return max(records, key=lambda header: (_known(header, table), len(header.cells)))


def _first_record(text: str, delimiter: str) -> CsvHeader:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(records, 1):
            if any(map(clean, cells)):
                return CsvHeader(number, tuple(cells), delimiter)
    except csv.Error:
        pass
    return CsvHeader(0, (), delimiter)


def _known(header: CsvHeader, table: str) -> int:
    return sum(column_headed(TABLES[table], cell) is not None for cell in header.cells)


def _csv_values(path: Path, header: CsvHeader, table: str) -> dict[str, object]:
    """The parameters of `_FROM_CSV`; a position that holds no column of the contract gets a number."""
    columns: dict[str, str] = {}
    for position, cell in enumerate(header.cells):
        column = column_headed(TABLES[table], cell)
        known = column is not None and column.name not in columns
        columns[column.name if column and known else str(position)] = "VARCHAR"
    return {"path": str(path), "columns": columns, "delimiter": header.delimiter}
