"""The SQL functions that several questions share, stored in the snapshot."""

from __future__ import annotations

import duckdb

from data.sqlfiles import QUERIES, read_folder
from data.sqltext import name, names, sql


def write_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Create a function from each file of `queries/functions`; the table `dictionary` must exist."""
    for function in read_folder(QUERIES / "functions").values():
        head = sql(
            "CREATE MACRO ${function}(${arguments}) AS ",
            function=name(function.name),
            arguments=names(*function.header["arguments"]),
        )
        connection.execute(head + function.sql)
