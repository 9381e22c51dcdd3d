"""The SQL of marts and indicators in Spark's dialect, with the meaning that it has in DuckDB."""

from __future__ import annotations

from typing import NamedTuple

import sqlglot
from sqlglot import exp


class SparkSql(NamedTuple):
    """One query in Spark's dialect, and the names that it reads from, those of its own WITH among them."""

    text: str
    reads: frozenset[str]


def spark_sql(text: str) -> SparkSql:
    """Transpile one DuckDB query. Raises sqlglot.errors.SqlglotError where Spark has no such expression."""
    tree = sqlglot.parse_one(text, read="duckdb")
    reads = frozenset(table.name for table in tree.find_all(exp.Table))
    spoken = tree.transform(_as_in_duckdb)
    return SparkSql(spoken.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE), reads)


def _as_in_duckdb(node: exp.Expression) -> exp.Expression:
    """Where both dialects have the same words for different types."""
    if isinstance(node, exp.Literal) and not node.is_string and "." in node.name:
        # Spark divides decimals into decimals, DuckDB into doubles.
        return exp.cast(node.copy(), exp.DataType.Type.DOUBLE)
    if isinstance(node, exp.Window) and isinstance(node.this, (exp.RowNumber, exp.Rank, exp.DenseRank)):
        # Spark numbers rows with 32 bits, DuckDB with 64.
        return exp.cast(node.copy(), exp.DataType.Type.BIGINT)
    return node
