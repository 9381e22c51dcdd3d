"""The files of one choice, made one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import INTAKE_TABLES, TABLES
from data.contract.kinds import Table
from data.sqltext import name, names, sql
from data.store import Snapshot
from pages.documents.export.answers import ANSWERS, Answer
from pages.documents.export.selection import FILES, Selection, must_be_known
from queries import ask, count
from queries.csvtext import csv_text

_FILTERED = frozenset(table.name for table in INTAKE_TABLES)
_ALL = "true"
#: The lists of the choice with types, because an empty list has none.
_YEARS, _SCHOOLS = "CAST($years AS INTEGER[])", "CAST($schools AS VARCHAR[])"


@dataclass(frozen=True)
class Line:
    """One CSV file of an export: its path, its columns, its numbers of rows and of masked values."""

    path: str
    table: Table
    rows: int
    masked: int


@dataclass(frozen=True)
class Part:
    """One file with its rows."""

    line: Line
    rows: pa.Table

    @cached_property
    def content(self) -> bytes:
        """The file's bytes: UTF-8 with a byte order mark, which Excel needs."""
        return csv_text(self.rows, line_end="\r\n").encode("utf-8-sig")


def path_of(file: str) -> str:
    """The path of a file in the archive."""
    return f"{'answers' if file in ANSWERS else 'tables'}/{file}.csv"


def parts(snapshot: Snapshot, selection: Selection) -> Iterator[Part]:
    """Every file of the choice, sorted by path."""
    for file in sorted(selection.wanted, key=path_of):
        if file in ANSWERS:
            yield _answered(snapshot, selection, ANSWERS[file])
        else:
            yield _part(TABLES[file], _kept(snapshot, selection, TABLES[file]), 0)


def preview(snapshot: Snapshot, selection: Selection) -> list[Line]:
    """The files that an export would have, in the order of FILES. Raises UnknownChoice and ReleaseRefused."""
    must_be_known(selection, snapshot)
    if selection.reader.tier_for(()) == "internal":
        lines = [_counted(snapshot, selection, file) for file in selection.wanted]
    else:
        lines = [part.line for part in parts(snapshot, selection)]
    return sorted(lines, key=lambda line: FILES.index(line.table.name))


def _counted(snapshot: Snapshot, selection: Selection, file: str) -> Line:
    """One file in the internal tier: its rows are counted and not fetched."""
    if file in ANSWERS:
        answer = ANSWERS[file]
        rows = count(snapshot, answer.question, **_given(selection, answer))
        return Line(path_of(file), answer.table, rows, 0)
    table = TABLES[file]
    counted = sql("SELECT count(*) AS kept FROM (${rows}) AS kept", rows=_rows_of(table))
    return Line(path_of(file), table, _run(snapshot, selection, counted)["kept"][0].as_py(), 0)


def _given(selection: Selection, answer: Answer) -> dict[str, Any]:
    """What the question of a file is asked for."""
    return {
        "years": selection.years,
        "schools": selection.schools,
        "params": answer.params,
        "reader": selection.reader,
    }


def _answered(snapshot: Snapshot, selection: Selection, answer: Answer) -> Part:
    rows = ask(snapshot, answer.question, **_given(selection, answer))
    if answer.masked_when_empty:
        masked = sum(rows[column].null_count for column in answer.masked_when_empty)
    elif "state" in rows.column_names:
        masked = pc.sum(pc.equal(rows["state"], "masked")).as_py() or 0
    else:
        masked = 0
    return _part(answer.table, rows, masked)


def _part(table: Table, rows: pa.Table, masked: int) -> Part:
    return Part(Line(path_of(table.name), table, rows.num_rows, masked), rows)


def _kept(snapshot: Snapshot, selection: Selection, table: Table) -> pa.Table:
    """A table of the contract: its rows of the chosen years and schools, in the order of its key."""
    ordered = sql("${rows} ORDER BY ${key}", rows=_rows_of(table), key=names(*table.key))
    return _run(snapshot, selection, ordered)


def _rows_of(table: Table) -> str:
    """The rows of the chosen years and schools; all of a register's."""
    filtered = table.name in _FILTERED
    return sql(
        "SELECT ${columns} FROM ${table} AS kept WHERE (len(${years}) = 0 OR ${in_years})"
        " AND (len(${schools}) = 0 OR ${in_schools})",
        years=_YEARS,
        schools=_SCHOOLS,
        columns=names(*table.names),
        table=name(table.name),
        in_years=_in_years(table) if filtered else _ALL,
        in_schools=_in_schools(table) if filtered else _ALL,
    )


def _run(snapshot: Snapshot, selection: Selection, text: str) -> pa.Table:
    given = {"years": list(selection.years), "schools": list(selection.schools)}
    with snapshot.cursor() as cursor:
        return cursor.sql(text, params=given).to_arrow_table()


def _in_years(table: Table) -> str:
    """The condition that a row's year, or the period of its first moment, is chosen; true without either."""
    if "year" in table.names:
        return sql("list_contains(${years}, kept.year)", years=_YEARS)
    if table.dated:
        return sql(
            "EXISTS (SELECT 1 FROM years WHERE list_contains(${years}, years.year)"
            " AND CAST(kept.${dated} AS DATE) BETWEEN years.starts_on AND years.ends_on)",
            years=_YEARS,
            dated=name(table.dated),
        )
    return _ALL


def _in_schools(table: Table) -> str:
    """The condition that a row's school is chosen (of a removal: its incident's); true without a school."""
    if table.owner:
        # An incident without a school belongs to the office.
        return sql(
            "list_contains(${schools}, coalesce(kept.${owner}, 'office'))",
            schools=_SCHOOLS,
            owner=name(table.owner),
        )
    if "incident_id" in table.names:
        return sql(
            "EXISTS (SELECT 1 FROM incidents WHERE incidents.incident_id = kept.incident_id"
            " AND list_contains(${schools}, coalesce(incidents.school_id, 'office')))",
            schools=_SCHOOLS,
        )
    return _ALL
