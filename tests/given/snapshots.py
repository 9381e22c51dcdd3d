"""Compares two snapshot files: tables, types and rows, one by one and in their order.

A view keeps no rows and so no order: its rows are compared sorted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from data.store import READ_ONLY_CONFIG

#: What tells when a snapshot was built, not what of.
_OF_THE_CLOCK = {"snapshot": "built_at"}


def differences(one: Path, other: Path) -> Iterator[str]:
    """What the second file has otherwise than the first, a line for each table."""
    with (
        duckdb.connect(str(one), read_only=True, config=dict(READ_ONLY_CONFIG)) as left,
        duckdb.connect(str(other), read_only=True, config=dict(READ_ONLY_CONFIG)) as right,
    ):
        tables, views = _tables(left), _views(left)
        if (tables, views) != (_tables(right), _views(right)):
            yield f"tables: {sorted(set(tables + views) ^ set(_tables(right) + _views(right)))}"
        for table in sorted(tables + views):
            ours, theirs = left.table(table), right.table(table)
            if (ours.columns, ours.types) != (theirs.columns, theirs.types):
                yield f"{table}: {ours.columns} {ours.types}, {theirs.columns} {theirs.types}"
                continue
            kept = [column for column in ours.columns if column != _OF_THE_CLOCK.get(table)]
            if table in views:
                ours, theirs = ours.order("ALL"), theirs.order("ALL")
            rows, others = ours.to_arrow_table().select(kept), theirs.to_arrow_table().select(kept)
            if not rows.equals(others):
                pairs = zip(rows.to_pylist(), others.to_pylist(), strict=False)
                first = next(((row, by) for row, by in pairs if row != by), "all that both have is the same")
                yield f"{table}: {len(rows)} and {len(others)} rows; {first}"


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    return [name for (name,) in rows]


def _views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    return [name for (name,) in rows]
