"""The engine on Apache Spark: the same SQL files on a cluster, or on a Spark of this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import reduce
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import duckdb
import pyarrow as pa

from data.engines import Engine
from data.engines.duck import FACTS, DuckMarts
from data.engines.faults import EngineFault
from data.engines.java import local_spark, must_have_java, quiet
from data.sqlfiles import SqlFile
from data.sqltext import name, sql

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.connect.session import SparkSession

#: The optional packages, as they are imported.
_PACKAGES = ("pyspark", "grpc", "grpc_status", "google.rpc", "zstandard", "sqlglot")
_LOCK = "data/engines/requirements.txt"
_PORT = 15002

#: What a session must have so that a query means what it means in DuckDB. The time zone is one without summer
#: time: moments have no zone, but Spark counts seconds between them as if they had.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.enforceReservedKeywords": "false",
    "spark.sql.ansi.doubleQuotedIdentifiers": "false",
    "spark.sql.caseSensitive": "false",
    "spark.sql.crossJoin.enabled": "true",
    "spark.sql.orderByOrdinal": "true",
    "spark.sql.groupByOrdinal": "true",
    "spark.sql.legacy.interval.enabled": "false",
}
#: How long a lost server is waited for: six tries within about fifteen seconds.
_TRIES: dict[str, Any] = {
    "max_retries": 6, "initial_backoff": 100, "backoff_multiplier": 3.0, "max_backoff": 5000
}  # fmt: skip
_PATIENCE = 5
#: Rows that are handed over or inserted at once.
_PIECE = 1_000_000


def spark_engine(address: str = "") -> Engine:
    """The engine on the Spark Connect server at `HOST:PORT`; without an address on a Spark of this machine.

    After the host and port may come parameters of Spark Connect: `HOST:PORT/;token=…`. EngineFault when
    packages, Java or the server are missing: at once, before any file is read.
    """
    _must_be_installed()
    if address:
        _must_answer(address)
    else:
        must_have_java()

    @contextmanager
    def opened(connection: duckdb.DuckDBPyConnection) -> Iterator[SparkMarts]:
        if address:
            with _session(f"sc://{address}", address) as session:
                yield SparkMarts(connection, session)
        else:
            with (
                local_spark() as own,
                _session(own, "localhost") as session,
                TemporaryDirectory(prefix="spark-tables-") as folder,
            ):
                yield SparkMarts(connection, session, Path(folder))

    return opened


def _must_be_installed() -> None:
    for package in _PACKAGES:
        try:
            spec = find_spec(package)
        except ModuleNotFoundError:
            spec = None
        if spec is None:
            raise EngineFault("not_installed", actual=package.partition(".")[0], file=_LOCK)


def _must_answer(address: str) -> None:
    """Somebody must listen there: Spark's own client would try for ten minutes."""
    try:
        parts = urlsplit(f"sc://{address}")
        socket.create_connection((parts.hostname or "", parts.port or _PORT), _PATIENCE).close()
    except (OSError, ValueError) as error:
        raise EngineFault("not_there", actual=address.partition("/")[0], why=str(error)) from error


@contextmanager
def _session(url: str, address: str) -> Iterator[SparkSession]:
    """A session of its own with the settings above, before the first mart and after the last."""
    with quiet():
        from pyspark.errors import PySparkException
        from pyspark.sql.connect.client.retries import DefaultPolicy
        from pyspark.sql.connect.session import SparkSession

        with _in_words("session", "not_there", actual=address.partition("/")[0]):
            session = SparkSession.builder.remote(url).create()
            session.client.set_retry_policies([DefaultPolicy(**_TRIES)])
            session.conf.get("spark.sql.session.timeZone")
        try:
            for setting, value in SETTINGS.items():
                # What the cluster forbids to set may be so already.
                with suppress(PySparkException):
                    session.conf.set(setting, value)
            must_have_settings(session)
            yield session
            must_have_settings(session)
        except EngineFault as fault:
            # A server that is gone cannot be told that the session ends.
            session.release_session_on_close = fault.code != "lost"
            raise
        finally:
            session.stop()


def must_have_settings(session: SparkSession) -> None:
    """EngineFault when a setting is another one than was asked for, or does not act."""
    with _in_words("session"):
        values = {setting: session.conf.get(setting) or "" for setting in SETTINGS}
        acts = session.sql("SELECT current_timezone(), typeof(CAST('2021-09-24' AS TIMESTAMP))").toArrow()
    values["spark.sql.session.timeZone"] = acts.column(0)[0].as_py()
    values["spark.sql.timestampType"] = acts.column(1)[0].as_py().upper()
    for setting, expected in SETTINGS.items():
        if values[setting].lower() != expected.lower():
            raise EngineFault("setting", setting=setting, actual=values[setting], expected=expected)


class SparkMarts(DuckMarts):
    """Runs each mart in the session, and inserts its rows into a table with DuckDB's own types."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, session: SparkSession, folder: Path | None = None
    ) -> None:
        """`folder` is one that Spark can read too: plain tables go through it, else through the session."""
        super().__init__(connection)
        self._session = session
        self._folder = folder
        self._known: set[str] = set()

    def table(self, mart: SqlFile) -> None:
        """Create the mart as a table."""
        rows = self._kept(mart.name, self._query(mart.name, mart.sql))
        self._connection.execute(
            sql("CREATE TABLE ${mart} AS ${body} WITH NO DATA", mart=name(mart.name), body=mart.sql)
        )
        for piece in _pieces(mart.name, rows):
            self._connection.register("piece", piece)
            self._connection.execute(
                sql("INSERT INTO ${mart} BY NAME SELECT * FROM piece", mart=name(mart.name))
            )
            self._connection.unregister("piece")

    def view(self, mart: SqlFile) -> None:
        """Create the mart as a view."""
        self._name(mart.name, self._query(mart.name, mart.sql))
        super().view(mart)

    def facts(self, indicators: Mapping[str, SqlFile]) -> None:
        """The counts of all indicators, in the session only: the mart of values stores them."""
        united: DataFrame | None = None
        for indicator in indicators.values():
            rows = self._query(
                indicator.name,
                sql(
                    "SELECT '${indicator}' AS indicator, school_id, CAST(year AS INTEGER) AS year,"
                    " CAST(numerator AS BIGINT) AS numerator, CAST(denominator AS BIGINT) AS denominator"
                    " FROM (${body}) AS counts",
                    indicator=indicator.name,
                    body=indicator.sql,
                ),
            )
            united = rows if united is None else united.unionAll(rows)
        assert united is not None
        self._kept("indicator_facts", united)
        # Empty: DuckDB takes from it the types of the marts that read it.
        self._connection.execute(FACTS)

    def _query(self, mart: str, text: str) -> DataFrame:
        """The mart's rows, not worked out yet."""
        from sqlglot.errors import SqlglotError

        from data.engines.portable import spark_sql

        try:
            query = spark_sql(text)
        except SqlglotError as error:
            raise EngineFault("refused", table=mart, why=_first_line(error)) from error
        for table in sorted(query.reads - self._known & self._plain()):
            self._give(table)
        with _in_words(mart):
            return self._session.sql(query.text)

    def _plain(self) -> set[str]:
        """The tables of the snapshot so far."""
        rows = self._connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
        ).fetchall()
        return {table for (table,) in rows}

    def _give(self, table: str) -> None:
        """Hand a plain table over: as a file, or in pieces of which one at a time is in memory."""
        from pyspark.sql.pandas.types import from_arrow_schema

        rows = self._connection.table(table)
        empty = rows.limit(0).to_arrow_table()
        schema = from_arrow_schema(empty.schema, prefer_timestamp_ntz=True)
        given: DataFrame
        with _in_words(table):
            if self._folder:
                path = str(self._folder / f"{table}.parquet")
                rows.write_parquet(path)
                given = self._session.read.schema(schema).parquet(path)
            else:
                pieces = (pa.Table.from_batches([batch]) for batch in rows.to_arrow_reader(_PIECE))
                frames = [self._session.createDataFrame(piece, schema) for piece in pieces]
                frames = frames or [self._session.createDataFrame(empty, schema)]
                given = reduce(lambda one, other: one.unionAll(other), frames)
        self._name(table, given)

    def _kept(self, table: str, rows: DataFrame) -> DataFrame:
        """The rows, worked out once and kept on the cluster: a plan of marts upon marts would take minutes.

        Two executors keep each part where there are two, so that one may be lost.
        """
        from pyspark import StorageLevel

        with _in_words(table):
            kept = rows.localCheckpoint(storageLevel=StorageLevel.MEMORY_AND_DISK_2)
        self._name(table, kept)
        return kept

    def _name(self, table: str, rows: DataFrame) -> None:
        with _in_words(table):
            rows.createOrReplaceTempView(table)
        self._known.add(table)


def _pieces(mart: str, rows: DataFrame) -> Iterator[pa.Table]:
    """The rows in their order, many at a time: a country's values do not fit into one answer."""
    plan, client = cast(Any, rows)._plan, cast(Any, rows)._session.client
    with _in_words(mart):
        # The public `toArrow` takes all rows at once; this is what it stands on.
        answers = client.to_table_as_iterator(plan.to_proto(client), plan.observations)
        together: list[pa.Table] = []
        for answer in answers:
            if isinstance(answer, pa.Table):
                together.append(answer)
            if sum(map(len, together)) >= _PIECE:
                yield pa.concat_tables(together)
                together = []
        if together:
            yield pa.concat_tables(together)


@contextmanager
def _in_words(table: str, code: str = "", **values: str) -> Iterator[None]:
    """Spark's own faults as EngineFault: the server is gone, or it refuses to work out `table`."""
    import grpc
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, grpc.RpcError, ConnectionError) as error:
        gone = (
            "UNAVAILABLE" in str(error) or "SESSION_CLOSED" in str(error) or "SESSION_NOT_FOUND" in str(error)
        )
        fault = code or ("lost" if gone else "refused")
        raise EngineFault(fault, table=table, why=_first_line(error), **values) from error


def _first_line(error: BaseException) -> str:
    """The first line that says something, without its end mark."""
    lines = [line.strip() for line in str(error).splitlines()]
    return next((line for line in lines if line), type(error).__name__).rstrip(".")
