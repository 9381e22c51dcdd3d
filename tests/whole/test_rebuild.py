"""A snapshot of another version of the program: said everywhere, and built anew from its own files."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.__main__ import main
from data.publish import SAMPLE, publish
from data.store import NoSnapshot, SnapshotOutdated, Store
from pages.web import routes
from queries import ask
from tests import ROOT


@pytest.fixture
def store(published_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two deliveries: the sample, and half of its activities in place of all."""
    store = Store(Path(shutil.copytree(published_sample, tmp_path / "snapshots")))
    lines = (SAMPLE / "activities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    half = tmp_path / "activities.csv"
    half.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8", newline="")
    assert publish([half], store, as_of=date(2026, 1, 15)).clean
    monkeypatch.setenv("DASHBOARD_DATA", str(store.folder))
    st.cache_resource.clear()
    return store


def outdate(store: Store) -> None:
    """As another version of the program would have left them."""
    for snapshot_id in store.ids():
        with duckdb.connect(str(store.path(snapshot_id))) as connection:
            connection.execute("UPDATE snapshot SET contract_version = '2'")


def answers(store: Store) -> dict[str, list[dict[str, object]]]:
    snapshot = store.active()
    answers_of = {
        name: ask(snapshot, name).to_pylist()
        for name in ("indicator_values", "incident_months", "report_years", "loads")
    }
    snapshot.close()
    return answers_of


def test_it_is_said_and_one_command_brings_the_figures_back(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    before = answers(store)
    outdate(store)
    with pytest.raises(SnapshotOutdated):
        store.active()
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not page.exception
    assert "phiên bản khác" in page.error[0].value
    assert any("python -m data rebuild" in block.value for block in page.markdown)
    assert routes.look()[0] == "down"
    assert "rebuild" in routes.look()[1]
    for command in (["status"], ["publish", str(SAMPLE / "funding.csv")]):
        assert main([*command, "--into", str(store.folder)]) == 1
        assert "python -m data rebuild" in capsys.readouterr().err
    assert main(["rebuild", "--into", str(store.folder), "--lang", "en"]) == 0
    assert "Published snapshot 2026-01-15-" in capsys.readouterr().out
    assert answers(store) == before
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not page.exception
    assert not page.error


def test_nothing_published_cannot_be_built_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rebuild", "--into", str(tmp_path / "none")]) == 1
    assert "Chưa có bản số liệu nào" in capsys.readouterr().err
    with pytest.raises(NoSnapshot):
        Store(tmp_path / "none").active()


def test_a_kept_file_that_is_gone_changes_nothing(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    outdate(store)
    active = store.active_id()
    next(store.inputs.glob("*/activities.csv")).unlink()
    assert main(["rebuild", "--into", str(store.folder)]) != 0
    printed = capsys.readouterr()
    assert "activities.csv" in printed.out + printed.err
    assert store.active_id() == active
