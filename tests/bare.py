"""Snapshots in memory that hold only what one question or mart reads, for tests that need many."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from data.build import write_definitions, write_dictionary
from data.calendar import write_calendar
from data.contract import PLAN_TABLES, TABLES, Column
from data.functions import write_functions
from data.publish import PLAN
from data.sqlfiles import QUERIES, read_folder, read_sql
from data.sqltext import name, sql
from data.store import Snapshot
from queries import FOLDER, ask
from tests.given.world import Row

#: In an order in which each finds what it needs.
MARTS = (
    "years",
    "days",
    "reported",
    "unit_years",
    "school_years",
    "report_states",
    "activities_in_year",
    "incidents_in_year",
    "evidence",
    "school_incidents",
    "months",
    "clocks",
    "clock_totals",
)


@contextmanager
def snapshot(
    rows: Mapping[str, Sequence[Row]], as_of: date = date(2025, 12, 31), marts: Sequence[str] = MARTS
) -> Iterator[Snapshot]:
    """The tables with these rows, unchecked, beside the plan's configuration, and the marts.

    `rows` of a plan table replace the plan's own.
    """
    with tables(rows, as_of) as connection:
        build_marts(connection, marts)
        yield Snapshot("bare", Path(), as_of, datetime(2026, 1, 1), "", False, connection)  # noqa: DTZ001


@contextmanager
def tables(rows: Mapping[str, Sequence[Row]], as_of: date) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a snapshot in memory holds before its marts: see `snapshot`."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE snapshot AS SELECT CAST(? AS DATE) AS as_of", [as_of])
        for table in TABLES.values():
            columns = ", ".join(f"{name(column.name)} {column.sql_type}" for column in table.columns)
            connection.execute(
                sql("CREATE TABLE ${table} (${columns})", table=name(table.name), columns=columns)
            )
            own = _planned(table.name) if table in PLAN_TABLES else ()
            _fill(connection, table.name, rows.get(table.name, own))
        write_definitions(connection, read_folder(QUERIES / "indicators").values())
        write_calendar(connection)
        write_dictionary(connection)
        write_functions(connection)
        yield connection


def build_marts(connection: duckdb.DuckDBPyConnection, marts: Sequence[str] = MARTS) -> None:
    """Run these marts, as publishing does."""
    for mart in marts:
        body = read_sql(FOLDER / "marts" / f"{mart}.sql").sql
        connection.execute(sql("CREATE TABLE ${mart} AS ", mart=name(mart)) + body)


def answer(source: Snapshot, question: str, **choice: object) -> pd.DataFrame:
    """The question's answer; `years`, `schools` and the question's own parameters by name."""
    years: Sequence[int] = choice.pop("years", ())  # type: ignore[assignment]
    schools: Sequence[str] = choice.pop("schools", ())  # type: ignore[assignment]
    params = {key: str(value) for key, value in choice.items()}
    rows: pd.DataFrame = ask(source, question, years=years, schools=schools, params=params).to_pandas()
    return rows


def blank(value: object) -> bool:
    """Whether a cell of an answer holds nothing."""
    return value is None or value != value


@contextmanager
def durations(cases: pd.DataFrame) -> Iterator[Snapshot]:
    """A snapshot whose mart of clocks holds just these: days and ending, and what else is given."""
    defaults: dict[str, str | int] = {
        "clock": "closure",
        "school_id": "T1",
        "year": 2024,
        "category": "fraud",
        "severity": "low",
        "unit": "days",
    }
    given = cases.copy()
    for column, value in defaults.items():
        if column not in given:
            given[column] = value
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE years AS SELECT unnest([2023, 2024]) AS year")
        connection.execute("CREATE TABLE schools AS SELECT unnest(['T1', 'T2']) AS school_id")
        connection.register("given", given)
        connection.execute(
            "CREATE TABLE clocks AS SELECT clock, school_id, CAST(year AS INTEGER) AS year, category, severity,"
            " unit, CAST(days AS DOUBLE) AS days, ending FROM given"
        )
        connection.unregister("given")
        yield Snapshot("bare", Path(), date(2025, 12, 31), datetime(2026, 1, 1), "", False, connection)  # noqa: DTZ001


@contextmanager
def series(
    counts: Sequence[int],
    pupils: Sequence[int | None],
    *,
    rebases: Sequence[date] = (),
    moments: Sequence[datetime] = (),
    baseline: int = 24,
) -> Iterator[Snapshot]:
    """A snapshot of one school's months from 2001 on, as many incidents in each as `counts` says.

    Each month is a year of its own, so that each may have its own number of pupils, or none.
    `moments` are receipts of incidents instead of counts; `baseline` months make centre and limits.
    """
    months = pd.date_range("2001-01-01", periods=len(counts), freq="MS")
    received = list(moments) or [
        month for month, count in zip(months, counts, strict=True) for _ in range(count)
    ]
    frames = {
        "months": pd.DataFrame({"month": months, "last_day": months + pd.offsets.MonthEnd(0), "year": range(len(months))}),
        "school_incidents": pd.DataFrame({"school_id": "T1", "year": range(len(months)), "pupils": pd.array(pupils, "Int64")}).dropna().query("pupils > 0"),
        "incidents_in_year": pd.DataFrame(
            {"incident_id": [f"VV-{n:06}" for n in range(len(received))], "school_id": "T1", "year": 2001, "received_at": pd.to_datetime(received)}
        ),
        "rebases": pd.DataFrame({"date": pd.to_datetime(list(rebases))}),
    }  # fmt: skip
    casts = {
        "months": "CAST(month AS DATE) AS month, CAST(last_day AS DATE) AS last_day, CAST(year AS INTEGER) AS year, true AS whole",
        "school_incidents": "school_id, CAST(year AS INTEGER) AS year, CAST(pupils AS BIGINT) AS pupils, CAST(NULL AS DATE) AS opened_on, CAST(NULL AS DATE) AS closed_on",
        "incidents_in_year": "incident_id, school_id, CAST(year AS INTEGER) AS year, CAST(received_at AS TIMESTAMP) AS received_at",
        "rebases": "CAST(date AS DATE) AS date",
    }  # fmt: skip
    with duckdb.connect() as connection:
        for table, frame in frames.items():
            connection.register("given", frame)
            connection.execute(
                sql(
                    "CREATE TABLE ${table} AS SELECT ${columns} FROM given",
                    table=table,
                    columns=casts[table],
                )
            )
            connection.unregister("given")
        connection.execute("CREATE TABLE snapshot AS SELECT DATE '2025-12-31' AS as_of")
        connection.execute("CREATE TABLE years AS SELECT DISTINCT year FROM months")
        connection.execute("CREATE TABLE schools AS SELECT 'T1' AS school_id")
        connection.execute(
            "CREATE TABLE assumptions AS SELECT 'baseline_months' AS assumption, CAST(? AS DOUBLE) AS value",
            [baseline],
        )
        yield Snapshot("bare", Path(), date(2025, 12, 31), datetime(2026, 1, 1), "", False, connection)  # noqa: DTZ001


def _planned(table: str) -> list[Row]:
    with (PLAN / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    connection.register("given", pa.table({c.name: _cells(c, rows) for c in TABLES[table].columns}))
    connection.execute(sql("INSERT INTO ${table} BY NAME FROM given", table=name(table)))
    connection.unregister("given")


def _cells(column: Column, rows: Sequence[Row]) -> pa.Array:
    """The cells of one column, as text; of several choices a list."""
    cells = [row.get(column.name) or None for row in rows]
    if column.kind == "choices":
        return pa.array([cell.split(";") if cell else None for cell in cells], pa.list_(pa.string()))
    return pa.array(cells, pa.string())
