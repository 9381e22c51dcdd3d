"""A published sample for all page tests, and a way to open a page as a reader would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.publish import publish_sample
from data.store import Store
from pages.kit.figure import Figure
from tests import ROOT

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("snapshots")
    assert publish_sample(Store(folder)).clean
    return folder


@pytest.fixture(autouse=True)
def checked_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure that a test draws is checked by Plotly, property by property."""
    unchecked = Figure.__init__

    def checked(self: Figure, spec: dict[str, Any]) -> None:
        go.Figure(spec)
        unchecked(self, spec)

    monkeypatch.setattr(Figure, "__init__", checked)


@pytest.fixture
def open_page(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open one page with a query, e.g. open_page("school/page", school="MAU-07", year=["2023"]).

    A page of another section than the results is named with its folder: open_page("reports/page").
    """
    monkeypatch.setenv("DASHBOARD_DATA", str(sample_folder))
    monkeypatch.chdir(ROOT)
    st.cache_data.clear()
    st.cache_resource.clear()

    def opened(page: str = "overview", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
        if page != "overview":
            app.switch_page(f"pages/{page if '/' in page else f'results/{page}'}.py").run()
        return app

    yield opened
    st.cache_resource.clear()
