"""The default engine: DuckDB runs each mart within the snapshot itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb

from data.sqlfiles import SqlFile
from data.sqltext import name, sql

#: Makes the table of the counts of all indicators, which no snapshot keeps.
FACTS = (
    "CREATE TEMP TABLE indicator_facts (indicator VARCHAR, school_id VARCHAR, year INTEGER,"
    " numerator BIGINT, denominator BIGINT)"
)


@contextmanager
def duckdb_engine(connection: duckdb.DuckDBPyConnection) -> Iterator[DuckMarts]:
    """Marts made by the connection that writes the snapshot."""
    yield DuckMarts(connection)


class DuckMarts:
    """Creates each mart from its own SQL."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def table(self, mart: SqlFile) -> None:
        """Create the mart as a table."""
        self._connection.execute(sql("CREATE TABLE ${mart} AS ", mart=name(mart.name)) + mart.sql)

    def view(self, mart: SqlFile) -> None:
        """Create the mart as a view."""
        self._connection.execute(sql("CREATE VIEW ${mart} AS ", mart=name(mart.name)) + mart.sql)

    def facts(self, indicators: Mapping[str, SqlFile]) -> None:
        """The counts of all indicators, in memory only: the mart of values stores them."""
        self._connection.execute(FACTS)
        for indicator in indicators.values():
            self._connection.execute(
                sql(
                    "INSERT INTO indicator_facts"
                    " SELECT ?, school_id, year, numerator, denominator FROM (${body})",
                    body=indicator.sql,
                ),
                [indicator.name],
            )
