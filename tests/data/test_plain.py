"""Plain cells: what is told at a glance is what the careful reading says, for any text in any column."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.checks.cells import create_tables, type_sheet
from data.checks.plain import may_be_plain
from data.contract import TABLES, Table
from data.intake import read_file
from data.intake.delivery import FileRead, Sheet
from data.intake.words import clean, fold
from data.problems import Problem
from data.sqltext import name, sql
from tests.given.world import Row, world, write_csvs

AS_OF = date(2025, 12, 31)
PLAIN = [table for table in world() if may_be_plain(TABLES[table].columns)]

AWKWARD = st.one_of(
    st.text("0123456789.-+: ;/_&@TAa", max_size=16),
    *map(
        st.sampled_from,
        (
            ["", "0", "-0", "007", "1.0", "1e3", "999999999", "1234567890", "2147483647", "-1", "9999999999999999", "1", "true"],
            ["2024-03-05", "2024-3-5", " 2024-03-05", "2024-03-05 ", "2024-02-30", "1900-01-05", "1949-12-31", "2026-01-01"],
            ["+2024-03-5", "0001-01-01", "12024-03-05", "2024-03-05 (BC)", "infinity", "epoch"],
            ["2024-03-05 08:00", "2024-03-05T08:00", "2024-03-05 08:00:00", "2024-03-05 24:00", "2024-03-05 8:00", "2025-12-31 23:59"],
            ["0912345678", "84912345678", "+84912345678", "A0912345678", "912345678", "12345678", "1234-56789", "A" * 40, "A" * 41],
            ["0-9-1-2-3-4-5-6-7", "a.vn", "www.x", "T&T", "x.y", "a@b.vn", "office"],
            ["awareness", "Awareness", "AWARENESS", "Tuyên truyền", "pupils", "state", "facebook", "Facebook", "pupils_reached"],
            ["internet_social;personal_data", "personal_data;internet_social", "internet_social;internet_social", "internet_social;"],
        ),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty tables of the contract."""
    with duckdb.connect() as connection:
        connection.execute("SET VARIABLE as_of = CAST(? AS DATE)", [AS_OF])
        create_tables(connection)
        yield connection


@pytest.mark.parametrize("table", PLAIN)
@settings(max_examples=6)
@given(data=st.data())
def test_a_glance_says_what_the_careful_reading_says(
    scratch: duckdb.DuckDBPyConnection, table: str, data: st.DataObject
) -> None:
    spoilt = st.dictionaries(st.sampled_from(TABLES[table].names), AWKWARD, max_size=3)
    row = world()[table][0]
    rows = [row | cells for cells in data.draw(st.lists(spoilt, min_size=1, max_size=10))]
    with TemporaryDirectory() as folder:
        path = write_csvs({table: [*rows, *world()[table] * 2]}, Path(folder)) / f"{table}.csv"
        read = read_file(path, path.name)
        (sheet,) = read.sheets
        assert not isinstance(sheet.rows, pa.Table)
        careful = Sheet(sheet.table, sheet.title, sheet.headers, _as_arrow(path, TABLES[table]))
        assert typed(scratch, read, sheet) == typed(scratch, read, careful)


@pytest.mark.parametrize("table", [table for table in PLAIN if "school" in TABLES[table].senders])
def test_the_little_world_is_plain(
    scratch: duckdb.DuckDBPyConnection, table: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Were nothing plain, all would still be right but slow: the careful reading is not even begun."""

    def never(*_: object) -> None:
        raise AssertionError(table)

    monkeypatch.setattr("data.checks.cells._clean", never)
    path = write_csvs({table: world()[table]}, tmp_path) / f"{table}.csv"
    read = read_file(path, path.name)
    rows, problems = typed(scratch, read, read.sheets[0])
    assert (len(rows), problems) == (len(world()[table]), [])


def test_codes_differ_when_folded() -> None:
    """A code written as it is must mean itself, also where labels and codes are compared folded."""
    for table in TABLES.values():
        for column in table.columns:
            assert len({fold(code) for code in column.allowed}) == len(column.allowed), column.name


def typed(
    scratch: duckdb.DuckDBPyConnection, read: FileRead, sheet: Sheet
) -> tuple[list[tuple[object, ...]], list[Problem]]:
    """The rows as they are stored, in the file's order, and the problems."""
    for table in (sheet.table, "bad_cells"):
        scratch.execute(sql("DELETE FROM ${table}", table=name(table)))
    problems = type_sheet(scratch, read, sheet, 0)
    rows = scratch.table(sheet.table).order("_row").fetchall()
    return rows, problems


def _as_arrow(path: Path, table: Table) -> pa.Table:
    """The same cells as the reader hands on a workbook's: these always go the careful way."""
    with path.open(encoding="utf-8", newline="") as file:
        cells: list[Row] = list(csv.DictReader(file))
    kept = [(number, row) for number, row in enumerate(cells, 2) if any(map(clean, row.values()))]
    columns = {
        column: pa.array([row[column] or None for _, row in kept], pa.string()) for column in table.names
    }
    return pa.table({"_row": pa.array([number for number, _ in kept], pa.int32())} | columns)
