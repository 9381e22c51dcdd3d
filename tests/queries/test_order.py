"""An answer does not hang on the order in which its rows lie: not even its last digit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data.sqltext import name as quoted
from data.sqltext import sql
from data.store import Snapshot, Store
from queries import ask, questions


@pytest.fixture(scope="module")
def turned(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The sample's snapshot with every table lying upside down."""
    folder = tmp_path_factory.mktemp("turned")
    path = Path(shutil.copy(snapshot.path, folder))
    with duckdb.connect(str(path)) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        for (table,) in tables:
            for statement in (
                "CREATE TABLE turned AS SELECT * FROM ${table} ORDER BY rowid DESC",
                "DROP TABLE ${table}",
                "ALTER TABLE turned RENAME TO ${table}",
            ):
                connection.execute(sql(statement, table=quoted(table)))
    opened = Store(folder).open(snapshot.id)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", sorted(questions()))
def test_the_answer_is_the_same_upside_down(name: str, snapshot: Snapshot, turned: Snapshot) -> None:
    assert ask(turned, name) == ask(snapshot, name)
