"""An empty report on the pages: told apart from late and missing ones, by name, and awaited."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.publish import publish
from data.store import Store
from pages.documents.report import build
from pages.kit.cells import Cell, Strip
from pages.kit.words import Words
from pages.reports import columns
from queries import Reader, ask
from tests import ROOT
from tests.given.tables import tables_of
from tests.given.world import AS_OF, world, write_csvs
from tests.whole.report.conftest import opened, text


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The small world, to which T1 sent a blank workbook for 2023, in time."""
    tables = world()
    tables["reports"].append(
        {"school_id": "T1", "year": "2023", "submitted_on": "2023-11-20", "status": "received"}
    )
    store = Store(tmp_path / "snapshots")
    assert publish([write_csvs(tables, tmp_path / "in")], store, as_of=AS_OF).clean
    monkeypatch.setenv("DASHBOARD_DATA", str(store.folder))
    monkeypatch.chdir(ROOT)
    st.cache_data.clear()
    st.cache_resource.clear()
    return store


def page(path: str, lang: str, **query: str) -> tuple[list[str], dict[str, list[dict[str, str]]]]:
    """What the page says, and the rows of its tables by their keys."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    for key, value in {"year": "2023", "lang": lang, **query}.items():
        app.query_params[key] = value
    app.run()
    if path:
        app.switch_page(path).run()
    assert not app.exception
    texts = [str(element.value) for kind in (app.markdown, app.caption) for element in kind]
    tables = {table.key: table.rows for table in tables_of(app)}
    texts += [cell for rows in tables.values() for row in rows for cell in row.values()]
    return texts, tables


def test_the_page_of_reports_names_it(store: Store) -> None:
    texts, tables = page("pages/reports/page.py", "vi")
    # T1's came empty, C1's not at all: both were due on 30/11/2023.
    (commune,) = tables["reports_by_unit_2025"]
    states = {name: commune.get(name) for name in ("Phải gửi", "Đúng hạn", "Chậm", "Sổ trống", "Chưa gửi")}
    # Of the states only those stand there that occur.
    assert states == {"Phải gửi": "2", "Đúng hạn": None, "Chậm": None, "Sổ trống": "1", "Chưa gửi": "1"}
    assert {row["Trường"]: row["2023"] for row in tables["report_strip"]} == {
        "Trường TH Mẫu 91": "□", "Trường THCS Mẫu 92": "■",
    }  # fmt: skip
    assert any("0 trên 2" in line and "1 sổ trống, 1 chưa gửi" in line for line in texts)
    assert any("Gửi sổ trống năm 2023: Trường TH Mẫu 91" in line for line in texts)
    assert any("Chưa gửi báo cáo năm 2023: Trường THCS Mẫu 92" in line for line in texts)
    texts, tables = page("pages/reports/page.py", "en")
    assert [row["Empty"] for row in tables["reports_by_unit_2025"]] == ["1"]
    assert any("Received empty in 2023: Trường TH Mẫu 91" in line for line in texts)


@pytest.mark.parametrize("tier", ["internal", "shareable"])
def test_its_clock_runs_on(store: Store, tier: Literal["internal", "shareable"]) -> None:
    snapshot = store.active()
    reader = Reader(tier=tier)
    board = ask(snapshot, "clock_board", reader=reader, years=[2023]).to_pylist()
    rates = ask(snapshot, "clock_rates", reader=reader, years=[2023], params={"by": "year"}).to_pylist()
    snapshot.close()
    (year, *_) = [row for row in board if row["clock"] == "report" and row["year"] in (2023, None)]
    (rate,) = [row for row in rates if row["clock"] == "report"]
    # T1's is empty and C1's missing, both past the due day.
    for row in (year, rate):
        assert [row[key] for key in ("on_time", "late", "running", "overdue")] == [0, 0, 0, 2]
        assert row["rate"] == 0
    assert year["fell_due"] == 2


def test_overview_school_and_report_ask_for_the_figures(store: Store) -> None:
    texts, _ = page("", "vi", todo="reports")
    assert any("Báo cáo 2023 gửi sổ trống (hạn 30/11/2023)" in line for line in texts)
    texts, _ = page("pages/school/page.py", "vi", school="T1")
    assert any("gửi sổ trống, không có số liệu" in line for line in texts)
    snapshot = store.active()
    rows = ask(snapshot, "reports", years=[2023]).to_pylist()
    document = text(opened(build(snapshot, 2023, Reader())))
    one = text(opened(build(snapshot, 2023, Reader(), "T1")))
    snapshot.close()
    assert {row["school_id"]: row["state"] for row in rows} == {"T1": "empty", "C1": "missing"}
    assert "đúng hạn 0 (0%), muộn 0, sổ trống 1, chưa gửi 1" in document
    assert "Đã nhận nhưng sổ trống, không tính là báo cáo: Trường TH Mẫu 91." in document
    assert "nhận ngày 20/11/2023 nhưng sổ trống, không tính là báo cáo" in one


YEAR = {"year": 2024, "expected": 10, "on_time": 4, "late": 2, "empty": 1, "missing": 2, "not_due": 1}


@pytest.mark.parametrize("reports", [1, 10])
def test_a_year_is_a_bar_of_its_states(reports: int) -> None:
    """Ten reports are ten marks; a hundred are forty, four of every ten, and a year of half as many twenty."""
    row = {name: value if name == "year" else value * reports for name, value in YEAR.items()}
    half = row | {"year": 2023, "expected": row["expected"] // 2, "on_time": row["expected"] // 2}
    half |= dict.fromkeys(("late", "empty", "missing", "not_due"), 0)
    shown = columns.bar([half, row], Words("en")).content
    of_both = [
        cell.figure.marks
        for cell in map(shown, (half, row))
        if isinstance(cell, Cell) and isinstance(cell.figure, Strip)
    ]
    each = 1 if reports == 1 else 4
    assert [len(marks) for marks in of_both] == [5 * each, 10 * each]
    tints = ["blue"] * 4 + ["yellow"] * 2 + ["orange"] * 3 + ["gray"]
    hollow = [False] * 6 + [True] + [False] * 2 + [True]
    assert [mark[1] for mark in of_both[1]] == [tint for tint in tints for _ in range(each)]
    assert [mark[2] for mark in of_both[1]] == [empty for empty in hollow for _ in range(each)]
    assert of_both[1][0][3] == f"2024 · ● On time: {4 * reports}/{10 * reports}"
