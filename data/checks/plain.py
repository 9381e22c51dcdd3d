"""The fast path for plain cells: recognised and converted to the contract's types in one expression.

Nearly every row of a large file is plain: each cell is written exactly as the contract writes
it and lies within its bounds. Such a row has no problem and is stored at once; only the
others go through `cells.py`, which reports their problems. Every
condition here is stricter than the one there, never laxer: a doubtful cell is not plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from data.contract import Column
from data.sqltext import literal, name, sql

#: An id that cannot be a telephone number or a citizen id: it begins
#: with a letter or is shorter than the shortest of those.
PLAIN_ID = r"[A-Za-z][A-Za-z0-9_-]{0,39}|[A-Za-z0-9][A-Za-z0-9_-]{0,7}"

#: The SQL value of each kind. Cast back it must equal the text, because DuckDB's casts accept more.
_VALUES = {
    "id": "${x}",
    "integer": "TRY_CAST(${x} AS INTEGER)",
    "money": "TRY_CAST(${x} AS BIGINT)",
    "decimal": "TRY_CAST(${x} AS DOUBLE)",
    "flag": "${x} = '1'",
    "date": "TRY_CAST(${x} AS DATE)",
    "moment": "TRY_CAST(${x} AS TIMESTAMP)",
    "choice": "${x}",
    "choices": "string_split(${x}, ';')",
}

_CONDITIONS = {
    "id": "regexp_full_match(${x}, ${plain_id})",
    "integer": "length(${x}) <= 9 AND CAST(${value} AS VARCHAR) = ${x}",
    "money": "length(${x}) <= 15 AND CAST(${value} AS VARCHAR) = ${x}",
    "decimal": r"regexp_full_match(${x}, '-?[0-9]{1,12}(\.[0-9]{1,12})?')",
    "flag": "${x} IN ('0', '1')",
    "date": "length(${x}) = 10 AND CAST(${value} AS VARCHAR) = ${x}",
    "moment": "length(${x}) = 16 AND CAST(${value} AS VARCHAR) = ${x} || ':00'",
    "choice": "${x} IN (${codes})",
    "choices": "${x} IN (${codes})",
}

#: The most allowed values whose combinations are listed.
_MOST_CHOICES = 6


def may_be_plain(columns: Iterable[Column]) -> bool:
    """Whether rows of these columns can be plain; free text never is."""
    return all(
        column.kind in _CONDITIONS and not (column.kind == "choices" and len(column.allowed) > _MOST_CHOICES)
        for column in columns
    )


def plain_value(column: Column) -> str:
    """The SQL of a plain cell's typed value."""
    return sql(_VALUES[column.kind], x=name(column.name))


def plain_row(columns: Sequence[Column]) -> str:
    """The SQL condition that a row of these columns is plain; never null."""
    return " AND ".join(map(_plain_cell, columns))


def _plain_cell(column: Column) -> str:
    value = plain_value(column)
    plain_id = literal(f"{PLAIN_ID}|{column.form}" if column.form else PLAIN_ID)
    parts = {"x": name(column.name), "value": value, "plain_id": plain_id, "codes": _codes(column)}
    tests = [sql(_CONDITIONS[column.kind], **parts)]
    low, high = column.low, column.high
    if low is not None and high is not None:
        tests.append(f"{value} BETWEEN {low} AND {high}")
    elif low is not None or high is not None:
        tests.append(f"{value} >= {low}" if high is None else f"{value} <= {high}")
    if column.kind in ("date", "moment"):
        # ISO texts sort by day, so they are compared without another cast.
        tests.append(f"{name(column.name)} >= '1950-01-01'")
        if not column.may_be_future:
            tests.append(f"{name(column.name)} < CAST(getvariable('as_of') + 1 AS VARCHAR)")
    # An empty cell is plain in a column that is not required.
    return (
        f"coalesce({' AND '.join(tests)}, {'false' if column.required else f'{name(column.name)} IS NULL'})"
    )


def _codes(column: Column) -> str:
    """The allowed texts of a cell: each code, or each combination of codes in the contract's order."""
    most = len(column.allowed) if column.kind == "choices" else 1
    written = [";".join(some) for n in range(1, most + 1) for some in combinations(column.allowed, n)]
    return ", ".join(map(literal, written)) or "NULL"
