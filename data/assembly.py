"""Deliveries in order, put together: what each one replaces, and the state that results.

A delivery is what one publish call brought. All its files stand together; on top of earlier
deliveries a school's workbook replaces that school's rows for that year and nothing else, the
office's workbook the office's own rows, and a CSV its whole table. The state of the data is
a function of the deliveries alone, so any snapshot can be rebuilt from its kept inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb

from data.checks.cells import create_tables, type_sheet
from data.checks.keys import key_problems
from data.checks.places import Places
from data.checks.sense import sense_problems
from data.contract import TABLES
from data.intake.delivery import Book, FileRead, Sheet
from data.problems import Problem, sort_problems
from data.sqltext import name, sql

#: The rows of a table that belong to one school ($school) in one year ($year). Events belong to
#: the period that holds their first moment; a removal to its incident's school.
_BY_YEAR = "${owner} = $school AND year = $year"
_BY_DATE = """${owner} = $school
    AND CAST(${dated} AS DATE) BETWEEN (SELECT starts_on FROM periods WHERE year = $year)
    AND (SELECT ends_on FROM periods WHERE year = $year)"""
_REMOVALS = """incident_id IN (SELECT incident_id FROM incidents WHERE school_id = $school)
    AND CAST(requested_at AS DATE) BETWEEN (SELECT starts_on FROM periods WHERE year = $year)
    AND (SELECT ends_on FROM periods WHERE year = $year)"""

#: Receipts of this delivery's workbooks ($books) that are blank where an earlier one is not, and
#: earlier ones that this delivery says anew ($first is its first sheet).
_BLANK_RECEIPTS = """list_contains(CAST($books AS INTEGER[]), _sheet) AND submitted_on IS NULL
    AND (school_id, year) IN (SELECT school_id, year FROM reports WHERE _sheet < $first)"""
_EARLIER_RECEIPTS = """_sheet < $first AND (school_id, year) IN
    (SELECT school_id, year FROM reports WHERE list_contains(CAST($books AS INTEGER[]), _sheet))"""

#: The rows that are the office's own, in the tables that schools fill in too.
OFFICE_OWN = {
    "funding": "payer = 'office'",
    "incidents": "school_id IS NULL",
    "violations": "school_id IS NULL",
    "removals": "incident_id IN (SELECT incident_id FROM incidents WHERE school_id IS NULL)",
}


@dataclass
class Assembly:
    """The typed tables of one state of the data, in memory, with every problem found so far."""

    connection: duckdb.DuckDBPyConnection
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """The problems that block publishing."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that are published and counted."""
        return [problem for problem in self.problems if problem.severity == "warning"]


def assemble(
    plan: Sequence[FileRead],
    deliveries: Iterable[Sequence[FileRead]],
    as_of: date,
    on_file: Callable[[FileRead], None] = lambda file: None,
) -> Assembly:
    """Put the plan's configuration and all deliveries together and check the whole.

    `on_file` hears of each file once it is in. The caller closes the assembly's connection.
    """
    assembly = Assembly(duckdb.connect())
    assembly.connection.execute("SET VARIABLE as_of = CAST(? AS DATE)", [as_of])
    create_tables(assembly.connection)
    for files in (plan, *deliveries):
        for file in files:
            _replace(assembly.connection, file)
        first_sheet = len(assembly.places)
        for file in files:
            _append(assembly, file)
            on_file(file)
        _settle_receipts(assembly, first_sheet)
    assembly.problems.extend(_day_problems(assembly.connection, as_of))
    assembly.problems.extend(key_problems(assembly.connection, assembly.places))
    assembly.problems.extend(sense_problems(assembly.connection, assembly.places))
    assembly.problems = sort_problems(_said_once(assembly.problems))
    return assembly


def _day_problems(connection: duckdb.DuckDBPyConnection, as_of: date) -> list[Problem]:
    """A day before the plan's first: no year has begun, and nothing could be shown of one."""
    (first,) = connection.execute("SELECT min(starts_on) FROM periods").fetchall()[0]
    if first is None or as_of >= first:
        return []
    days = {"found": f"{as_of:%d/%m/%Y}", "expected": f"{first:%d/%m/%Y}"}
    return [Problem("before_plan", "periods.csv", column="starts_on", values=days)]


def _settle_receipts(assembly: Assembly, first_sheet: int) -> None:
    """Let receipts that came in workbooks replace, row by row, those of earlier deliveries.

    Schools' and the office's workbooks both note the day of receipt, and either may be older
    than what was noted since: a blank never takes a recorded day back.
    """
    values = {"first": first_sheet, "books": assembly.places.books(since=first_sheet)}
    for rows in (_BLANK_RECEIPTS, _EARLIER_RECEIPTS):
        assembly.connection.execute(sql("DELETE FROM reports WHERE ${rows}", rows=rows), values)


def _append(assembly: Assembly, file: FileRead) -> None:
    assembly.problems.extend(file.problems)
    for sheet in file.sheets:
        number = assembly.places.add(file, sheet)
        assembly.problems.extend(type_sheet(assembly.connection, file, sheet, number))


def _replace(connection: duckdb.DuckDBPyConnection, file: FileRead) -> None:
    """Remove from the earlier deliveries what this file replaces."""
    # Removals and violations find their school through incidents, so these go last.
    for sheet in sorted(file.sheets, key=lambda sheet: sheet.table == "incidents"):
        condition = _replaced(file.book, sheet)
        if condition:
            connection.execute(
                sql("DELETE FROM ${table} WHERE ${rows}", table=name(sheet.table), rows=condition),
                {"school": file.book.school_id, "year": file.book.year}
                if "$school" in condition and file.book
                else None,
            )


def _replaced(book: Book | None, sheet: Sheet) -> str:
    """Which earlier rows of its table a sheet replaces, as a condition; "" for none."""
    table = TABLES[sheet.table]
    if book is None:
        return "true"
    if sheet.table == "reports":
        return ""  # settled row by row once all are in
    if book.kind == "office":
        return "" if _is_empty(sheet) else OFFICE_OWN.get(sheet.table, "true")
    if sheet.table == "removals":
        return _REMOVALS
    if table.dated:
        return sql(
            _BY_DATE,
            owner=name(table.owner),
            dated=name(table.dated),
        )
    return sql(_BY_YEAR, owner=name(table.owner))


def _is_empty(sheet: Sheet) -> bool:
    return getattr(sheet.rows, "num_rows", 1) == 0


def _said_once(problems: list[Problem]) -> list[Problem]:
    """Drop "required" where the same cell already has a problem that says more."""
    explained = {(p.file, p.sheet, p.row, p.column) for p in problems if p.code != "required"}
    return [
        p for p in problems if p.code != "required" or (p.file, p.sheet, p.row, p.column) not in explained
    ]
