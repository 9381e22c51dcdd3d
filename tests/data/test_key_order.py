"""Rows lie in the order of their key: one look tells whether they came so, else they are sorted."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from data.checks.cells import create_tables
from data.checks.keys import ascends
from data.contract import TABLES
from data.publish import publish
from data.sqltext import name, names, sql
from data.store import Store
from tests.given.world import AS_OF, world, write_csvs

#: More than two of DuckDB's row groups, so that both threads of a scan have some.
ROWS = 300_000


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("", True),
        ("DELETE FROM staffing", True),
        ("DELETE FROM staffing WHERE year % 2 = 0", True),
        ("INSERT INTO staffing BY NAME SELECT 'S0' AS school_id, 0 AS year", False),
        ("INSERT INTO staffing BY NAME SELECT 'S1' AS school_id, 299999 AS year", False),
        ("INSERT INTO staffing BY NAME SELECT 'S1' AS school_id, 300000 AS year", True),
        ("UPDATE staffing SET school_id = 'S2' WHERE year = 122879", False),
        ("UPDATE staffing SET year = 1 WHERE year = 2", False),
        ("UPDATE staffing SET school_id = NULL WHERE year = 122880", False),
    ],
)
def test_a_look_tells_whether_keys_ascend(change: str, expected: bool) -> None:
    with duckdb.connect(config={"threads": 2}) as connection:
        create_tables(connection)
        connection.execute(
            "INSERT INTO staffing BY NAME SELECT 'S1' AS school_id, CAST(range AS INTEGER) AS year FROM range(?)",
            [ROWS],
        )
        if change:
            connection.execute(change)
        assert ascends(connection, TABLES["staffing"]) is expected


def test_files_in_any_order_are_stored_by_key(tmp_path: Path) -> None:
    tables = {table: rows[::-1] for table, rows in world().items()}
    store = Store(tmp_path / "snapshots")
    assert publish([write_csvs(tables, tmp_path / "in")], store, as_of=AS_OF).clean
    snapshot = store.active()
    with snapshot.cursor() as cursor:
        for table in tables:
            stored = cursor.table(table).fetchall()
            by_key = sql("SELECT * FROM ${t} ORDER BY ${key}", t=name(table), key=names(*TABLES[table].key))
            assert stored == cursor.execute(by_key).fetchall(), table
        assert max(cursor.table(table).count("*").fetchall()[0][0] for table in tables) > 1
    snapshot.close()
