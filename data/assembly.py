"""The state of the data: deliveries applied in order, each replacing rows of earlier ones.

A delivery is the set of files of one publish call. On top of earlier
deliveries a school's workbook replaces that school's rows for that year and nothing else, the
office's workbook the office's own rows, and a CSV its whole table. Only the office sets the day of receipt
of a report: in its workbook or CSV, or with the files. The state of the data is
a function of the deliveries alone, so any snapshot can be rebuilt from its kept inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from data.checks.cells import create_tables, type_sheet
from data.checks.keys import key_problems
from data.checks.places import Places
from data.checks.plan import plan_problems
from data.checks.sense import sense_problems
from data.contract import TABLES
from data.intake.delivery import Book, FileRead, Sheet
from data.intake.words import shown, table_titled
from data.problems import Problem, is_newer, sort_problems
from data.sqlfiles import QUERIES, read_sql
from data.sqltext import literal, name, sql
from data.words import HOME

#: The rows of a table that belong to one school ($school) in one year ($year). An event belongs to
#: the period of its first moment, a removal to the school of its incident.
_BY_YEAR = "${owner} = $school AND year = $year"
_BY_DATE = """${owner} = $school
    AND CAST(${dated} AS DATE) BETWEEN (SELECT starts_on FROM periods WHERE year = $year)
    AND (SELECT ends_on FROM periods WHERE year = $year)"""
_REMOVALS = """incident_id IN (SELECT incident_id FROM incidents WHERE school_id = $school)
    AND CAST(requested_at AS DATE) BETWEEN (SELECT starts_on FROM periods WHERE year = $year)
    AND (SELECT ends_on FROM periods WHERE year = $year)"""

#: Days of receipt given with the files ($taken) that do not count: a row of the office in the same delivery
#: wins over them, and so does an earlier day, unless the report of that day had no figure of the year.
_OVERRULED_DAYS = """list_contains(CAST($taken AS INTEGER[]), _sheet) AND (school_id, year) IN (
        SELECT other.school_id, other.year FROM reports AS other
        WHERE other.submitted_on IS NOT NULL AND NOT list_contains(CAST($taken AS INTEGER[]), other._sheet)
          AND (other._sheet >= $first OR NOT list_contains(CAST($schools AS INTEGER[]), other._sheet)
            OR (other.school_id, other.year) IN (SELECT school_id, year FROM reported_before)))"""
_OVERRULED_BY_DAYS = """NOT list_contains(CAST($taken AS INTEGER[]), _sheet) AND (school_id, year) IN
    (SELECT school_id, year FROM reports WHERE list_contains(CAST($taken AS INTEGER[]), _sheet))"""

#: Receipts to drop: blank ones of this delivery's workbooks ($books) where an earlier one has a day, and
#: earlier ones that this delivery replaces ($first is its first sheet).
_BLANK_RECEIPTS = """list_contains(CAST($books AS INTEGER[]), _sheet) AND submitted_on IS NULL
    AND (school_id, year) IN (SELECT school_id, year FROM reports WHERE _sheet < $first)"""
_EARLIER_RECEIPTS = """_sheet < $first AND (school_id, year) IN
    (SELECT school_id, year FROM reports WHERE list_contains(CAST($books AS INTEGER[]), _sheet))"""

#: The problems that leave a workbook, a table or a column unread.
_NO_WORKBOOK = {
    "broken_workbook", "encrypted", "file_too_large", "guide_incomplete", "no_tables", "too_many_tags",
    "unreadable_file", "unsafe_xml", "wrong_type", "zip_bomb",
}  # fmt: skip
_NO_TABLE = {
    "broken_quotes", "broken_workbook", "double_column", "double_sheet", "empty_file", "extra_column",
    "file_too_large", "legacy_encoding", "legacy_font", "long_line", "missing_column", "no_header",
    "not_utf8", "nul_byte", "sheet_too_wide", "uneven_row", "unknown_sheet", "unknown_table", "unsafe_xml",
    "utf16",
}  # fmt: skip

#: The office's own rows in the tables that schools fill in too.
OFFICE_OWN = {
    "funding": "payer = 'office'",
    "incidents": "school_id IS NULL",
    "violations": "school_id IS NULL",
    "removals": "incident_id IN (SELECT incident_id FROM incidents WHERE school_id IS NULL)",
}


#: A file, a sheet, a row and a column, as the sender sees them.
_Place = tuple[str, str, int, str]
#: A workbook and its problems; None for the problems of no single workbook.
_OfBook = tuple[Book | None, list[Problem]]


@dataclass
class Assembly:
    """The typed tables of one state of the data, in memory, with every problem so far."""

    connection: duckdb.DuckDBPyConnection
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)
    #: The sheets that hold only the day of receipt of a workbook.
    taken_in: set[int] = field(default_factory=set)
    #: Rows for which memory is too small lie here meanwhile; nobody else may read the folder.
    spill: TemporaryDirectory[str] = field(default_factory=lambda: TemporaryDirectory(prefix="publish-"))

    @property
    def errors(self) -> list[Problem]:
        """The problems that block publishing."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def close(self) -> None:
        """Let go of all tables."""
        self.connection.close()
        self.spill.cleanup()


def assemble(
    plan: Sequence[FileRead],
    deliveries: Iterable[Sequence[FileRead]],
    as_of: date,
    on_file: Callable[[FileRead], None] = lambda file: None,
) -> Assembly:
    """Apply all deliveries on top of the first plan, and check the result.

    `on_file` is called with each file once its rows are in. The caller closes the assembly.
    """
    assembly = Assembly(duckdb.connect())
    try:
        _fill(assembly, plan, deliveries, as_of, on_file)
    except BaseException:
        assembly.close()
        raise
    return assembly


def _fill(
    assembly: Assembly,
    plan: Sequence[FileRead],
    deliveries: Iterable[Sequence[FileRead]],
    as_of: date,
    on_file: Callable[[FileRead], None],
) -> None:
    assembly.connection.execute(sql("SET temp_directory = ${folder}", folder=literal(assembly.spill.name)))
    assembly.connection.execute("SET VARIABLE as_of = CAST(? AS DATE)", [as_of])
    create_tables(assembly.connection)
    cells: list[_OfBook] = []
    for files in (plan, *deliveries):
        twice = _second_books(files)
        counted = [file for file in files if file.name not in twice]
        again = {file.book for file in counted if file.book and file.book.kind == "school"}
        # A workbook that a school sends again replaces the earlier one and its problems.
        cells = [(book, problems) for book, problems in cells if book not in again]
        cells.append((None, list(twice.values())))
        _note_reported(assembly, counted)
        _replace(assembly.connection, counted)
        first_sheet = len(assembly.places)
        cells += [(file.book, list(_append(assembly, file))) for file in counted]
        for file in files:
            on_file(file)
        _settle_receipts(assembly, first_sheet)
    of_cells = [problem for _, problems in cells for problem in problems]
    of_cells += plan_problems(assembly.connection, assembly.places, as_of)
    unread = _unread(assembly.connection, of_cells)
    keys = list(key_problems(assembly.connection, assembly.places, unread))
    senses = list(sense_problems(assembly.connection, assembly.places, unread))
    bad = assembly.connection.execute("SELECT _sheet, _row, column_name FROM bad_cells").fetchall()
    explained = {
        _place(assembly.places.problem("required", sheet, row, column, {})) for sheet, row, column in bad
    }
    explained -= {_place(problem) for problem in of_cells if problem.code == "required"}
    assembly.problems = sort_problems(_root_causes(of_cells, keys, senses, explained))


def _unread(connection: duckdb.DuckDBPyConnection, problems: Iterable[Problem]) -> Set[str]:
    """The tables with a part that could not be read.

    An unreadable workbook may hold any table: every table without a single row counts.
    """
    unread: set[str] = set()
    for problem in problems:
        if problem.code in _NO_TABLE and (problem.code != "legacy_font" or not problem.column):
            expected = problem.values.get("expected", "")
            near = expected if isinstance(expected, str) else expected.in_language(HOME)
            titles = (problem.sheet, Path(problem.file).stem, near)
            unread |= {table.name for table in map(table_titled, titles) if table}
        if problem.code in _NO_WORKBOOK and not problem.sheet:
            unread |= {table for table in TABLES if not connection.table(table).count("*").fetchall()[0][0]}
    return unread


def _second_books(files: Sequence[FileRead]) -> dict[str, Problem]:
    """The second and further workbooks of one sender in this delivery: names with their problems."""
    first: dict[Book, FileRead] = {}
    twice = {}
    for file in files:
        if file.book is None or is_newer("sent_twice", file.contract):
            continue
        other = first.setdefault(file.book, file)
        if other is not file:
            twice[file.name] = Problem("sent_twice", file.name, values={"actual": other.name})
    return twice


def _note_reported(assembly: Assembly, files: Sequence[FileRead]) -> None:
    """Store which schools had reported before this delivery, where it sets a day of receipt."""
    if any(map(_has_receipt, files)):
        reported = read_sql(QUERIES / "marts" / "reported.sql").sql
        assembly.connection.execute("CREATE OR REPLACE TEMP TABLE reported_before AS " + reported)


def _settle_receipts(assembly: Assembly, first_sheet: int) -> None:
    """Keep one receipt per school and year.

    The office's workbook replaces earlier receipts row by row. It may be older than the latest receipts, so a
    blank never removes a recorded day.
    """
    places = assembly.places
    books = places.books(since=first_sheet)
    taken = [number for number in books if number in assembly.taken_in]
    schools = [number for number, _, _ in places.school_books()]
    values = {"first": first_sheet, "books": books, "taken": taken, "schools": schools}
    steps: list[tuple[str, tuple[str, ...]]]
    steps = [(_BLANK_RECEIPTS, ("first", "books")), (_EARLIER_RECEIPTS, ("first", "books"))]
    if taken:
        steps = [
            (_OVERRULED_DAYS, ("taken", "first", "schools")), (_OVERRULED_BY_DAYS, ("taken",)), *steps
        ]  # fmt: skip
    for rows, names in steps:
        assembly.connection.execute(
            sql("DELETE FROM reports WHERE ${rows}", rows=rows), {name: values[name] for name in names}
        )


def _append(assembly: Assembly, file: FileRead) -> Iterator[Problem]:
    """Put the file's rows into the tables; yields the problems of the file and its cells."""
    yield from file.problems
    for sheet in file.sheets:
        if _is_own_receipt(file, sheet):
            yield from _own_receipts(file, sheet)
        else:
            number = assembly.places.add(file, sheet)
            yield from type_sheet(assembly.connection, file, sheet, number)
    if _has_receipt(file):
        sheet = _receipt(file)
        number = assembly.places.add(file, sheet)
        assembly.taken_in.add(number)
        yield from type_sheet(assembly.connection, file, sheet, number)


def _is_own_receipt(file: FileRead, sheet: Sheet) -> bool:
    """Whether a school's workbook gives its own day of receipt, which only the office may give.

    Workbooks of versions that had a column for it are exempt.
    """
    of_school = file.book is not None and file.book.kind == "school"
    return of_school and sheet.table == "reports" and not is_newer("own_receipt", file.contract)


def _own_receipts(file: FileRead, sheet: Sheet) -> Iterator[Problem]:
    assert isinstance(sheet.rows, pa.Table)
    for row in sheet.rows.to_pylist():
        for column in ("submitted_on", "status"):
            if row.get(column):
                values = {"actual": shown(row[column])}
                yield Problem(
                    "own_receipt", file.name, sheet.title, row["_row"], sheet.headers[column], values
                )
                break


def _has_receipt(file: FileRead) -> bool:
    """Whether the file is a readable school workbook that came with its day of receipt."""
    return file.received is not None and file.book is not None and file.book.kind == "school"


def _receipt(file: FileRead) -> Sheet:
    """The day of receipt of a school's workbook, as a row of the table of reports."""
    assert file.book is not None
    assert file.received is not None
    row = {"school_id": file.book.school_id, "year": str(file.book.year),
           "submitted_on": file.received.isoformat(), "status": "received"}  # fmt: skip
    headers = {name: TABLES["reports"].column(name).label.in_language(HOME) for name in row}
    cells = {name: pa.array([text], pa.string()) for name, text in row.items()}
    return Sheet("reports", "", headers, pa.table({"_row": pa.array([0], pa.int32())} | cells))


def _replace(connection: duckdb.DuckDBPyConnection, files: Sequence[FileRead]) -> None:
    """Remove from the earlier deliveries what these files replace."""
    sheets = [
        (file.book, sheet)
        for file in files
        # Incidents go last: removals and violations find their school through them.
        for sheet in sorted(file.sheets, key=lambda sheet: sheet.table == "incidents")
    ]
    # Periods go last: events find their year through them.
    for book, sheet in sorted(sheets, key=lambda each: each[1].table == "periods"):
        condition = _replaced(book, sheet)
        if condition:
            connection.execute(
                sql("DELETE FROM ${table} WHERE ${rows}", table=name(sheet.table), rows=condition),
                {"school": book.school_id, "year": book.year} if "$school" in condition and book else None,
            )


def _replaced(book: Book | None, sheet: Sheet) -> str:
    """The SQL condition of the earlier rows that a sheet replaces; "" for none."""
    table = TABLES[sheet.table]
    if book is None:
        return "true"
    if sheet.table == "reports":
        return ""  # _settle_receipts decides row by row
    if book.kind == "office":
        return "" if sheet.is_empty else OFFICE_OWN.get(sheet.table, "true")
    if sheet.table == "removals":
        return _REMOVALS
    if table.dated:
        return sql(
            _BY_DATE,
            owner=name(table.owner),
            dated=name(table.dated),
        )
    return sql(_BY_YEAR, owner=name(table.owner))


def _place(problem: Problem) -> _Place:
    return problem.file, problem.sheet, problem.row, problem.column


def _root_causes(
    cells: Sequence[Problem], keys: Sequence[Problem], senses: Sequence[Problem], explained: set[_Place]
) -> list[Problem]:
    """The problems without those that follow from another one of the same cell.

    First come the problems of the content, then of the key, then of the sense, then missing values. A warning
    never hides an error. `explained` are cells that another problem leaves empty, such as merged ones.
    """
    missing = [problem for problem in cells if problem.code == "required"]
    others = [problem for problem in cells if problem.code != "required"]
    causes = []
    for problems in (others, keys, senses, missing):
        for problem in sorted(problems, key=lambda problem: (problem.severity, problem.code)):
            if problems is others or _place(problem) not in explained or not problem.column:
                causes.append(problem)
                if problem.severity == "error":
                    explained.add(_place(problem))
    return causes
