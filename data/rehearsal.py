"""The effects of a publish: which rows are new, replaced or unchanged, and which reports are awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from data.assembly import OFFICE_OWN
from data.contract import TABLES, Table
from data.intake.delivery import FileRead
from data.sqlfiles import QUERIES, read_folder
from data.sqltext import name, names, sql
from data.store import Store

#: The effect on the rows that a file covers; "emptied" removes all earlier ones.
State = Literal["new", "replaced", "emptied", "unchanged", "empty"]

#: Row count and fingerprint of a part of a table, by school (or payer) and year.
_Part = tuple[str | None, int | None]
_Parts = dict[_Part, tuple[int, str]]

# The fingerprint is a sum, so that the order of the rows does not matter.
_PARTS = """SELECT ${sender} AS sender, ${year} AS part_year, count(*) AS part_rows,
    CAST(sum(CAST(hash(${columns}) AS HUGEINT)) AS VARCHAR) AS fingerprint
    FROM ${table} AS part GROUP BY ALL"""
_OF_INCIDENT = "(SELECT max(school_id) FROM incidents WHERE incidents.incident_id = part.incident_id)"
_OF_DAY = """(SELECT max(periods.year) FROM periods
    WHERE CAST(part.${dated} AS DATE) BETWEEN periods.starts_on AND periods.ends_on)"""
_MARTS = ("years", "reported", "unit_years", "school_years", "report_states")
_AWAITED = """SELECT states.year, states.school_id, places.name, states.state, states.due_on
    FROM report_states AS states
    JOIN school_years AS places ON places.school_id = states.school_id AND places.year = states.year
    WHERE states.state IN ('missing', 'empty', 'not_due')
    ORDER BY states.year, places.place"""


@dataclass(frozen=True)
class Effect:
    """The effect of a file: on a school's year, on the office's own rows, or on a whole table.

    `school_id`, `school` and `year` are set for a school's workbook, `table` for a CSV. Row counts are for
    all sheets of the file together, before and after.
    """

    file: str
    kind: Literal["school", "office", "table"]
    rows_before: int
    rows_after: int
    state: State
    school_id: str = ""
    school: str = ""
    year: int | None = None
    table: str = ""


@dataclass(frozen=True)
class Awaited:
    """A school whose report for a year is missing, has no figure, or is not yet due and has not come."""

    year: int
    school_id: str
    school: str
    state: Literal["missing", "empty", "not_due"]
    due_on: date


def effects(
    connection: duckdb.DuckDBPyConnection, delivery: Sequence[FileRead], store: Store | None
) -> tuple[Effect, ...]:
    """The effect of each file of the delivery: `connection` holds the state after it, the store's active
    snapshot the state before (without a store: nothing)."""
    tables = sorted({table for file in delivery for table in _tables(file)})
    after = {table: _parts(connection, TABLES[table]) for table in tables}
    before: dict[str, _Parts] = {table: {} for table in tables}
    if store:
        snapshot = store.active()
        try:
            with snapshot.cursor() as cursor:
                before = {table: _parts(cursor, TABLES[table]) for table in tables}
        finally:
            snapshot.close()
    schools = dict(
        connection.execute("SELECT school_id, any_value(name) FROM schools GROUP BY ALL").fetchall()
    )
    changes = []
    for file in delivery:
        sent = _tables(file)
        if not sent:
            continue
        if file.book is None:
            changes += [
                Effect(file.name, "table", *_compared(before, after, [table], file), table=table)
                for table in sent
            ]
        elif file.book.kind == "office":
            changes.append(Effect(file.name, "office", *_compared(before, after, sent, file)))
        else:
            school_id, year = file.book.school_id, file.book.year
            facts = _compared(before, after, sent, file)
            school = schools.get(school_id) or school_id
            changes.append(Effect(file.name, "school", *facts, school_id=school_id, school=school, year=year))
    return tuple(changes)


def _tables(file: FileRead) -> list[str]:
    """The tables that a file has data for; with a school's workbook its day of receipt may come."""
    sent = dict.fromkeys(sheet.table for sheet in file.sheets)
    if sent and file.book is not None and file.book.kind == "school":
        sent["reports"] = None
    return list(sent)


def awaited(connection: duckdb.DuckDBPyConnection, as_of: date) -> tuple[Awaited, ...]:
    """The reports that would still be missing, from the snapshot's own mart of reports."""
    connection.execute("CREATE TEMP TABLE snapshot AS SELECT CAST(? AS DATE) AS as_of", [as_of])
    marts = read_folder(QUERIES / "marts")
    for mart in _MARTS:
        connection.execute(sql("CREATE TEMP VIEW ${mart} AS ", mart=name(mart)) + marts[mart].sql)
    return tuple(Awaited(*row) for row in connection.execute(_AWAITED).fetchall())


def _parts(connection: duckdb.DuckDBPyConnection, table: Table) -> _Parts:
    """The table's parts; columns that an older snapshot does not have count as a difference."""
    try:
        there = set(connection.table(table.name).columns)
    except duckdb.CatalogException:
        return {}
    sender = name(table.owner) if table.owner else "NULL"
    year = "NULL"
    if table.name == "removals":
        sender = _OF_INCIDENT
    if "year" in table.names:
        year = "part.year"
    elif table.dated:
        year = sql(_OF_DAY, dated=name(table.dated))
    columns = names(*(column for column in table.names if column in there))
    query = sql(_PARTS, sender=sender, year=year, columns=columns, table=name(table.name))
    return {
        (sent_by, of_year): (rows, mark)
        for sent_by, of_year, rows, mark in connection.execute(query).fetchall()
    }


def _compared(
    before: dict[str, _Parts], after: dict[str, _Parts], tables: Sequence[str], file: FileRead
) -> tuple[int, int, State]:
    """Rows before, rows after, and the effect, for the parts of the tables that the file covers."""
    was = {
        (table, part): facts
        for table in tables
        for part, facts in before[table].items()
        if _is_of(file, table, part)
    }
    now = {
        (table, part): facts
        for table in tables
        for part, facts in after[table].items()
        if _is_of(file, table, part)
    }
    rows_before, rows_after = (sum(rows for rows, _ in parts.values()) for parts in (was, now))
    state: State = "replaced"
    if was == now:
        state = "unchanged" if now else "empty"
    elif not was:
        state = "new"
    elif all(table == "reports" for table, _ in now):
        # A blank workbook never removes a recorded receipt, but it removes all other rows.
        state = "emptied"
    return rows_before, rows_after, state


def _is_of(file: FileRead, table: str, part: _Part) -> bool:
    """Whether the file replaces this part of the table."""
    if file.book is None:
        return True
    if file.book.kind == "school":
        return part == (file.book.school_id, file.book.year)
    return table not in OFFICE_OWN or part[0] in (None, "office")
