"""The page of data quality: its questions against the CSVs, and what changed between two snapshots."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.publish import SAMPLE, publish
from data.store import Snapshot, Store
from queries import ask
from tests import ROOT
from tests.given.tables import tables_of
from tests.given.world import AS_OF, world, write_csvs


def test_sessions_needed_counts_schools_by_hand_of_pandas(snapshot: Snapshot) -> None:
    sessions = pd.read_csv(SAMPLE / "activities.csv", dtype=str)
    sessions = sessions[(sessions["kind"] == "awareness") & (sessions["audience"] == "pupils")]
    by_school = sessions.groupby([sessions["held_on"].str[:4].astype(int), "school_id"]).size()
    for row in ask(snapshot, "sessions_needed").to_pylist():
        counts = by_school.loc[row["year"]]
        assert row["numerator"] == (counts >= row["sessions"]).sum()
        assert row["denominator"] in (27, 28)
        assert row["assumed"] == (row["sessions"] == 2)
        assert row["partial"] == (row["year"] == 2021)


def test_coverage_counts_the_rows_of_each_table(snapshot: Snapshot) -> None:
    coverage = ask(snapshot, "table_coverage", years=[2024]).to_pandas().set_index("school_id")
    for table in ("statements", "enrolment", "staffing", "service_use"):
        rows = pd.read_csv(SAMPLE / f"{table}.csv", dtype=str)
        counts = rows[rows["year"] == "2024"].groupby("school_id").size()
        assert coverage[table].to_dict() == counts.reindex(coverage.index, fill_value=0).to_dict()
    assert coverage.loc["MAU-12", "report"] == "missing"
    assert coverage.loc["MAU-12", "statements"] == 0


def test_an_empty_selection_has_the_same_columns(snapshot: Snapshot) -> None:
    for name in ("table_coverage", "sessions_needed"):
        empty = ask(snapshot, name, schools=["office"])
        assert empty.num_rows == 0
        assert empty.schema == ask(snapshot, name).schema


def test_what_changed_since_an_earlier_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """T1's pupils reached become 140 of 300 instead of 280; everything else stays."""
    store = Store(tmp_path / "snapshots")
    tables = world()
    publish([write_csvs(tables, tmp_path / "first")], store, as_of=AS_OF)
    before = store.active_id()
    next(row for row in tables["statements"] if row["item"] == "pupils_reached")["value"] = "140"
    publish([write_csvs(tables, tmp_path / "second")], store, as_of=AS_OF)
    monkeypatch.setenv("DASHBOARD_DATA", str(store.folder))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.switch_page("pages/quality/page.py").run()
    assert not app.exception
    assert not app.error
    assert app.session_state["earlier"] == before
    (row,) = next(table.rows for table in tables_of(app) if "Trước" in table.columns)
    assert list(row.values()) == ["Học sinh được tuyên truyền", "2024", "280/300", "140/300"]
    # From the earlier one its own figures are one press away, and the address then names it.
    app.button(key="open_earlier").click().run()
    assert not app.exception
    assert app.query_params["as-of"] == before
    assert any(before in note.value for note in app.info)
