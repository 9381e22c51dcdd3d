"""The arithmetic that several questions share: functions within the file that the questions are asked of."""

from __future__ import annotations

import duckdb

from data.sqlfiles import QUERIES, read_folder
from data.sqltext import name, names, sql


def write_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Every file of `queries/functions` as a function with the arguments that its header lists."""
    for function in read_folder(QUERIES / "functions").values():
        head = sql(
            "CREATE MACRO ${function}(${arguments}) AS ",
            function=name(function.name),
            arguments=names(*function.header["arguments"]),
        )
        connection.execute(head + function.sql)
