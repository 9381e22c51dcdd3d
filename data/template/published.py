"""Writes reporting workbooks that are prefilled from the active snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from data.assembly import OFFICE_OWN
from data.contract import PLAN_TABLES, TABLES
from data.intake import UnusableCall
from data.intake.words import nearest
from data.problems import Problem
from data.sqltext import name, names, sql
from data.store import NoSnapshot, Snapshot, Store
from data.template.books import SchoolLine, office_tables, write_templates
from data.template.sheets import Row

#: The communes of the sample are real, so that the office need not type them.
_COMMUNES = Path(__file__).resolve().parent.parent / "sample" / "communes.csv"
#: The plan of the first publish.
_PLAN = Path(__file__).resolve().parent.parent / "plan"

_SCHOOLS = """SELECT school_id, name, level, list(year ORDER BY year) AS years
    FROM schools JOIN periods
      ON coalesce(opened_on, starts_on) <= ends_on AND coalesce(closed_on, ends_on) >= starts_on
    WHERE (len($schools) = 0 OR list_contains($schools, school_id))
      AND (len($years) = 0 OR list_contains($years, year))
    GROUP BY school_id, name, level
    ORDER BY school_id"""


def write_from_snapshot(
    store: Store, folder: Path, *, schools: Sequence[str] = (), years: Sequence[int] = ()
) -> list[Path]:
    """Write the workbooks of the active snapshot's schools, and the office's with its present rows.

    `schools` and `years` select schools' workbooks; with `schools` the office's is not
    written. While the sample or no snapshot is active, the office's workbook has the communes and the
    plan only. Returns the paths written. UnusableCall for a school or year that is not known.
    """
    try:
        snapshot = store.active()
    except NoSnapshot:
        if schools:
            raise _unknown("no_such_school", schools[0], []) from None
        plan = {table.name: _csv_rows(table.name, _PLAN / f"{table.name}.csv") for table in PLAN_TABLES}
        return _write_office(folder, {"communes": _csv_rows("communes", _COMMUNES)} | plan)
    try:
        return _write(snapshot, folder, schools, years)
    finally:
        snapshot.close()


def _write(snapshot: Snapshot, folder: Path, schools: Sequence[str], years: Sequence[int]) -> list[Path]:
    with snapshot.cursor() as cursor:
        _refuse_unknown(cursor, schools, years)
        lines = _school_lines(cursor, schools, years)
        services: list[tuple[str, str]] = cursor.execute(
            "SELECT service_id, name FROM services ORDER BY service_id"
        ).fetchall()
        rows = _office_rows(cursor)
    if snapshot.sample:
        plan = {table.name: rows[table.name] for table in PLAN_TABLES}
        rows = {"communes": _csv_rows("communes", _COMMUNES)} | plan
    written = [] if schools else _write_office(folder, rows)
    return written + write_templates(
        folder, schools=lines, services=services, plan=rows["plan"][0], sample=snapshot.sample
    )


def _write_office(folder: Path, rows: Mapping[str, Sequence[Row]]) -> list[Path]:
    return write_templates(folder, schools=(), office_rows=rows, plan=rows["plan"][0])


def _refuse_unknown(cursor: duckdb.DuckDBPyConnection, schools: Sequence[str], years: Sequence[int]) -> None:
    known_schools = cursor.execute("SELECT school_id FROM schools ORDER BY ALL").fetchall()
    known_years = cursor.execute("SELECT CAST(year AS VARCHAR) FROM periods ORDER BY ALL").fetchall()
    for code, chosen, rows in (
        ("no_such_school", schools, known_schools),
        ("no_such_year", [str(year) for year in years], known_years),
    ):
        known = [value for (value,) in rows]
        for value in chosen:
            if value not in known:
                raise _unknown(code, value, known)


def _unknown(code: str, value: str, known: Sequence[str]) -> UnusableCall:
    return UnusableCall(Problem(code, "", values={"actual": value, "expected": nearest(value, known) or "–"}))


def _school_lines(
    cursor: duckdb.DuckDBPyConnection, schools: Sequence[str], years: Sequence[int]
) -> list[SchoolLine]:
    rows = cursor.execute(_SCHOOLS, {"schools": list(schools), "years": list(years)}).fetchall()
    return [SchoolLine(school_id, title, level, tuple(open_in)) for school_id, title, level, open_in in rows]


def _office_rows(cursor: duckdb.DuckDBPyConnection) -> Mapping[str, Sequence[Row]]:
    query = "SELECT ${columns} FROM ${table} WHERE ${own} ORDER BY ${key}"
    rows: dict[str, Sequence[Row]] = {}
    for table in office_tables():
        cursor.execute(
            sql(
                query,
                columns=names(*table.names),
                table=name(table.name),
                own=OFFICE_OWN.get(table.name, "true"),
                key=names(*table.key),
            )
        )
        rows[table.name] = [dict(zip(table.names, row, strict=True)) for row in cursor.fetchall()]
    return rows


def _csv_rows(table: str, path: Path) -> list[Row]:
    """The typed rows of one of our own CSVs."""
    columns = {column.name: column.sql_type for column in TABLES[table].columns}
    query = "FROM read_csv($path, columns = $columns, header = true, auto_detect = false, delim = ',')"
    with duckdb.connect() as connection:
        rows = connection.execute(query, {"path": str(path), "columns": columns}).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]
