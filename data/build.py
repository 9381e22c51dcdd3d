"""Builds a snapshot file from an assembly: base tables with comments, indicators, marts, the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from data.assembly import Assembly
from data.calendar import write_calendar
from data.checks.keys import ascends
from data.contract import CONTRACT_VERSION, TABLES
from data.engines import Engine, Marts
from data.engines.duck import duckdb_engine
from data.functions import write_functions
from data.problems import Problem
from data.sqlfiles import QUERIES, SqlFile, read_folder
from data.sqltext import literal, name, names, sql
from data.words import FIRST_LANGS, HOME, LANGS, Label, Text, each, text


class InputLine(NamedTuple):
    """One source file of a snapshot; delivery 0 is the plan before the first delivery.

    `contract` is the version of the contract under which the file was published; `received` is the day of
    receipt where it was given with the file.
    """

    delivery: int
    name: str
    sha256: str
    contract: str
    received: date | None


def build(
    assembly: Assembly,
    draft: Path,
    *,
    snapshot_id: str,
    as_of: date,
    built_at: datetime,
    sample: bool,
    inputs: Sequence[InputLine],
    engine: Engine = duckdb_engine,
) -> None:
    """Write one snapshot into the new file `draft` and close it. Raises EngineFault."""
    connection = assembly.connection
    connection.execute(sql("ATTACH ${path} AS snapshot_file", path=literal(str(draft))))
    try:
        # In one step: hundreds of small statements that each go to the disk take longer than all else.
        connection.execute("BEGIN")
        for table in TABLES:
            _write_table(connection, table)
        connection.execute("USE snapshot_file")
        _write_record(connection, snapshot_id, as_of, built_at, sample, inputs)
        write_calendar(connection)
        _write_quality(connection, assembly.problems)
        write_dictionary(connection)
        indicators = read_folder(QUERIES / "indicators")
        write_definitions(connection, indicators.values())
        write_functions(connection)
        with engine(connection) as marts:
            write_marts(marts, indicators)
        _write_counts(connection)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("CHECKPOINT snapshot_file")
    except BaseException:
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("USE memory")
        connection.execute("DETACH snapshot_file")


def _write_table(connection: duckdb.DuckDBPyConnection, table_name: str) -> None:
    table = TABLES[table_name]
    target = "snapshot_file." + name(table.name)
    columns = ", ".join(
        name(c.name) + " " + c.sql_type + (" NOT NULL" if c.required else "") for c in table.columns
    )
    connection.execute(sql("CREATE TABLE ${target} (${columns})", target=target, columns=columns))
    connection.execute(
        sql(
            "INSERT INTO ${target} SELECT ${columns} FROM ${table} ${order}",
            target=target,
            columns=", ".join(_in_some_language(column, table.names) for column in table.names),
            table=name(table.name),
            order="" if ascends(connection, table) else "ORDER BY " + names(*table.key),
        )
    )
    for place, label in [(f"TABLE {target}", table.label.in_language(HOME))] + [
        (f"COLUMN {target}.{name(c.name)}", " / ".join(map(c.label.in_language, LANGS)))
        for c in table.columns
    ]:
        connection.execute(sql("COMMENT ON ${place} IS ${label}", place=place, label=literal(label)))


def _in_some_language(column: str, columns: Sequence[str]) -> str:
    """The column as it is stored: what a plan lacks in a further language stands there in the office's."""
    words, _, lang = column.rpartition("_")
    home = f"{words}_{HOME}"
    if lang in FIRST_LANGS or lang not in LANGS or home not in columns:
        return name(column)
    return sql("coalesce(${own}, ${home}) AS ${own}", own=name(column), home=name(home))


def _write_record(
    connection: duckdb.DuckDBPyConnection,
    snapshot_id: str,
    as_of: date,
    built_at: datetime,
    sample: bool,
    inputs: Sequence[InputLine],
) -> None:
    connection.execute(
        "CREATE TABLE snapshot"
        " (id VARCHAR, as_of DATE, built_at TIMESTAMP, contract_version VARCHAR, sample BOOLEAN)"
    )
    connection.execute(
        "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?)",
        [snapshot_id, as_of, built_at, CONTRACT_VERSION, sample],
    )
    connection.execute(
        "CREATE TABLE inputs (position INTEGER, delivery INTEGER, name VARCHAR, sha256 VARCHAR,"
        " contract VARCHAR, received DATE)"
    )
    _insert(connection, "inputs", [(position, *line) for position, line in enumerate(inputs)])


def _write_quality(connection: duckdb.DuckDBPyConnection, problems: Sequence[Problem]) -> None:
    """The published warnings, one row each."""
    connection.execute(
        sql(
            "CREATE TABLE quality (code VARCHAR, file VARCHAR, sheet VARCHAR, row INTEGER,"
            " column_name VARCHAR, ${messages})",
            messages=_in_every_language("message"),
        )
    )
    rows = [(p.code, p.file, p.sheet, p.row, p.column, *map(p.message, LANGS)) for p in problems]
    _insert(connection, "quality", rows)


def write_dictionary(connection: duckdb.DuckDBPyConnection) -> None:
    """The contract as the table `dictionary`, one row per column, so that the file explains itself."""
    connection.execute(
        sql(
            "CREATE TABLE dictionary (position INTEGER, table_name VARCHAR, column_name VARCHAR,"
            " type VARCHAR, required BOOLEAN, in_key BOOLEAN, unit VARCHAR, allowed VARCHAR,"
            " refers VARCHAR, privacy VARCHAR, ${labels})",
            labels=_in_every_language("table", "label"),
        )
    )
    columns = [(table, column) for table in TABLES.values() for column in table.columns]
    rows = [
        (position, t.name, c.name, c.sql_type, c.required, c.name in t.key, c.unit, "; ".join(c.allowed),
         c.refers, c.privacy, *map(t.label.in_language, LANGS), *map(c.label.in_language, LANGS))
        for position, (t, c) in enumerate(columns)
    ]  # fmt: skip
    _insert(connection, "dictionary", rows)


def write_definitions(connection: duckdb.DuckDBPyConnection, indicators: Iterable[SqlFile]) -> None:
    """The headers of all indicators as one table, `indicators`."""
    connection.execute(
        sql(
            "CREATE TABLE indicators (indicator VARCHAR, position INTEGER, plan VARCHAR[], unit VARCHAR,"
            " polarity VARCHAR, counts VARCHAR, source VARCHAR, held_by VARCHAR, weight VARCHAR,"
            " child BOOLEAN, next_review DATE, ${texts})",
            texts=_in_every_language(
                "title", "numerator", "denominator", "note", "why_it_matters", "checked_by"
            ),
        )
    )
    _insert(connection, "indicators", [_definition(indicator) for indicator in indicators])


def _definition(indicator: SqlFile) -> list[object]:
    h = indicator.header
    labels: tuple[Label, ...] = (
        *map(indicator.label, ("title", "numerator", "denominator")),
        _note(indicator),
        indicator.label("why_it_matters"),
        # A header names an office once it has confirmed the definition.
        indicator.label("checked_by") if "checked_by" in h else Text("no office yet"),
    )
    return [
        indicator.name,
        h["position"],
        h["plan"],
        h["unit"],
        h["polarity"],
        h["counts"],
        h["source"],
        h["held_by"],
        # What an unknown school counts as: one school, or as many as its share of the denominator.
        h.get("weight", "schools"),
        # Whether it counts children's cases, which are exact only inside the office.
        h.get("child", False),
        h["next_review"],
        *(label.in_language(lang) for label in labels for lang in LANGS),
    ]


def _note(indicator: SqlFile) -> Label:
    """The note of an indicator and what it leaves out: "Persons, not attendances. Left out: …"."""
    note, left_out = indicator.label("note"), indicator.label("left_out")

    def write(lang: str) -> str:
        parts = [note.in_language(lang)]
        if left_out.english:
            parts.append(text("Left out: {what}", lang, what=left_out))
        return ". ".join(filter(None, parts))

    return each(write)


def _in_every_language(*columns: str) -> str:
    """The declaration of a column of text in each language for each of these."""
    return ", ".join(f"{column}_{lang} VARCHAR" for column in columns for lang in LANGS)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Add the rows all at once: one by one they take as long as the marts of a small district."""
    if rows:
        columns = {f"column{at}": list(cells) for at, cells in enumerate(zip(*rows, strict=True))}
        connection.register("given", pa.table(columns))
        connection.execute(sql("INSERT INTO ${table} FROM given", table=name(table)))
        connection.unregister("given")


def write_marts(marts: Marts, indicators: dict[str, SqlFile]) -> None:
    """Run each mart after the tables that it needs; `indicator_facts` unites the indicators."""
    files = read_folder(QUERIES / "marts")
    needs = {mart.name: set(mart.header["needs"]) for mart in files.values()}
    after_facts = {mart for mart, needed in needs.items() if "indicator_values" in needed}
    needs["indicator_facts"] = needs.keys() - after_facts - {"indicator_values", "evidence"}
    for mart in TopologicalSorter(needs).static_order():
        if mart == "indicator_facts":
            marts.facts(indicators)
        elif files[mart].header.get("stored", True):
            marts.table(files[mart])
        else:
            marts.view(files[mart])


def _write_counts(connection: duckdb.DuckDBPyConnection) -> None:
    """The number of rows of each table, by which a reader verifies the file."""
    counts = " UNION ALL ".join(
        sql("SELECT ${label}, count(*) FROM ${table}", label=literal(table), table=name(table))
        for table in TABLES
    )
    connection.execute("CREATE TABLE row_counts (table_name VARCHAR, rows BIGINT)")
    connection.execute("INSERT INTO row_counts " + counts)
