"""Whatever the address says, the shareable tier shows nothing that lies only inside.

Proved by two folders: in the second, every table that may not leave is another, while the shareable
edition is the same. For a reader in the shareable tier both look the same to the last byte: words,
tables, figures, maps, the answers behind them, and every file of every menu. FUZZ_COMPARED asks for another
number of addresses.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import streamlit as st

from data.sqltext import name, sql
from data.store import Store
from pages.kit import access, answers, downloads
from queries.release.making import PUBLIC
from tests.whole.fuzz.addresses import Address, address
from tests.whole.fuzz.visits import COUNT, FILES, faults, on_screen, place, visit

#: Each table that a question was answered with, and the parts of each file that was offered.
Answers = list[pa.Table | list[bytes]]

#: Tables of which each row is one child's case, or what was done in one.
SINGLE_CASES = ("incidents", "violations", "removals")
_OTHER_NUMBER = ("INTEGER", "BIGINT", "HUGEINT", "DOUBLE")
#: Columns by which tables are joined: changed, nothing would be found and nothing shown.
_KEPT = ("year", "position", "delivery")


@pytest.fixture(scope="module")
def true_and_false(released: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample with its edition, and the same edition beside other cases."""
    folder = tmp_path_factory.mktemp("tiers")
    shutil.copytree(released, folder / "true")
    shutil.copytree(released, folder / "false")
    false = Store(folder / "false")
    falsify(false.path(false.active_id()))
    return folder / "true", folder / "false"


def falsify(path: Path) -> None:
    """Change whatever may not leave: every third case goes, every number is another."""
    with duckdb.connect(str(path)) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        changed = [table for (table,) in tables if table not in PUBLIC]
        assert {*SINGLE_CASES, "indicator_values"} <= set(changed)
        for table in changed:
            if table in SINGLE_CASES:
                connection.execute(sql("DELETE FROM ${table} WHERE rowid % 3 = 1", table=name(table)))
            for column, kind in connection.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table]
            ).fetchall():
                if kind in _OTHER_NUMBER and column not in _KEPT:
                    change = sql(
                        "UPDATE ${table} SET ${column} = ${column} + 3",
                        table=name(table),
                        column=name(column),
                    )
                    connection.execute(change)


@contextmanager
def reading(folder: Path) -> Iterator[Answers]:
    """Pages read from this folder, and from nothing that was kept of another; hears every answer."""
    given: Answers = []
    true_table: Callable[..., pa.Table] = answers.table

    def heard(*arguments: Any, **params: Any) -> pa.Table:
        given.append(true_table(*arguments, **params))
        return given[-1]

    true_button: Callable[..., bool] = st.download_button

    def taken(label: str, data: Any, **options: Any) -> bool:
        # The ZIP and the report have tests of their own, and take long.
        if options["file_name"].endswith((".csv", ".xlsx")):
            given.append(parts(data()))
        return true_button(label, data, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(folder))
        patch.setattr(answers, "table", heard)
        patch.setattr(downloads, "menu", downloads.draw)
        patch.setattr(st, "download_button", taken)
        st.cache_data.clear()
        st.cache_resource.clear()
        yield given
    st.cache_data.clear()
    st.cache_resource.clear()


def parts(file: bytes) -> list[bytes]:
    """A file's content; a workbook's parts without the moment in which it was made."""
    if not file.startswith(b"PK"):
        return [file]
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        return [book.read(name) for name in sorted(book.namelist()) if name != "docProps/core.xml"]


def seen(
    page: str, addresses: Sequence[Address], folder: Path, tier: str
) -> list[tuple[list[bytes], Answers]]:
    """What is on screen at each address, and the answers that it was made of."""
    readings = []
    place(page)
    with reading(folder) as given:
        for one in addresses:
            app = visit(page, {**one, access.KEY: tier}, tier)
            assert faults(app) == [], (page, one)
            assert app.session_state["tier"] == tier, (page, one)
            readings.append((on_screen(app), list(given)))
            given.clear()
    return readings


@pytest.mark.parametrize("page", FILES)
def test_no_address_shows_in_the_shareable_tier_what_lies_inside(
    page: str, true_and_false: tuple[Path, Path]
) -> None:
    addresses = [address(Random(f"{page} {seed}")) for seed in range(COUNT)]
    true, false = (seen(page, addresses, folder, "shareable") for folder in true_and_false)
    for seed, (one, other) in enumerate(zip(true, false, strict=True)):
        assert one[1] == other[1], (page, seed, addresses[seed])
        assert one[0] == other[0], (page, seed, addresses[seed])


@pytest.mark.parametrize("page", ["overview", "indicators", "school", "map", "trends", "handling"])
def test_exact_figures_do_tell_the_two_apart(page: str, true_and_false: tuple[Path, Path]) -> None:
    """The proof above is one: in the internal tier, the same comparison finds the change."""
    choice: Address = {"school": "MAU-07", "year": "2024"} if page == "school" else {"year": "2024"}
    true, false = (seen(page, [choice], folder, "internal") for folder in true_and_false)
    assert true[0][0] != false[0][0]
    assert true[0][1] != false[0][1]
