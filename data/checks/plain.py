"""Cells that are plainly in order: told, and turned into the contract's types, in one look each.

Nearly every row of a large file is plain: each of its cells is written just as the contract writes
it, and within its bounds. Such a row has no problem in any cell, and is stored at once; only the
others go through the careful reading of `cells.py`, which tells what is wrong with them. Every
condition here is stricter than the careful one, never laxer: when in doubt a cell is not plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from data.contract import Column
from data.sqltext import literal, name, sql

#: An id in which no number stands by itself that could be a telephone's or a citizen's: it begins
#: with a letter, or is shorter than the shortest of those.
_ID = r"[A-Za-z][A-Za-z0-9_-]{0,39}|[A-Za-z0-9][A-Za-z0-9_-]{0,7}"

#: What each kind becomes. Written back it must be the very text: DuckDB's casts read more than that.
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

#: More allowed values than this have too many combinations to name them all.
_MOST_CHOICES = 6


def may_be_plain(columns: Iterable[Column]) -> bool:
    """Whether rows of these columns can be told to be plain; free text never can."""
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
    plain_id = literal(f"{_ID}|{column.form}" if column.form else _ID)
    parts = {"x": name(column.name), "value": value, "plain_id": plain_id, "codes": _codes(column)}
    tests = [sql(_CONDITIONS[column.kind], **parts)]
    low, high = column.low, column.high
    if low is not None and high is not None:
        tests.append(f"{value} BETWEEN {low} AND {high}")
    elif low is not None or high is not None:
        tests.append(f"{value} >= {low}" if high is None else f"{value} <= {high}")
    if column.kind in ("date", "moment"):
        # Such texts are in the order of the days that they say, and are compared without reading them again.
        tests.append(f"{name(column.name)} >= '1950-01-01'")
        if not column.may_be_future:
            tests.append(f"{name(column.name)} < CAST(getvariable('as_of') + 1 AS VARCHAR)")
    # An empty cell is plain where it may be empty.
    return (
        f"coalesce({' AND '.join(tests)}, {'false' if column.required else f'{name(column.name)} IS NULL'})"
    )


def _codes(column: Column) -> str:
    """What the cell may be, as the contract writes it: a code, or several codes in their order."""
    most = len(column.allowed) if column.kind == "choices" else 1
    written = [";".join(some) for n in range(1, most + 1) for some in combinations(column.allowed, n)]
    return ", ".join(map(literal, written)) or "NULL"
