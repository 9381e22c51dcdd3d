"""The engines that run marts and indicators: DuckDB within the snapshot, or Apache Spark beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

import duckdb

from data.sqlfiles import SqlFile


class Marts(Protocol):
    """Fills a snapshot's tables, mart after mart; each call sees the marts of the calls before it."""

    def table(self, mart: SqlFile) -> None:
        """Create the mart as a table."""

    def view(self, mart: SqlFile) -> None:
        """Create the mart as a view, for a mart that only filters or joins: a copy would double the file."""

    def facts(self, indicators: Mapping[str, SqlFile]) -> None:
        """Unite all indicators as `indicator_facts` for the marts after it; the snapshot does not keep it.

        Its columns: indicator, school_id, year, numerator, denominator.
        """


#: Opens marts on a connection whose current database is the new snapshot, with all its plain tables, and
#: releases what they hold when the block ends. Raises EngineFault.
Engine = Callable[[duckdb.DuckDBPyConnection], AbstractContextManager[Marts]]
