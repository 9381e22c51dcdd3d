"""A published sample for all page tests, and a way to open a page as a reader would."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.kit.figure import Figure
from tests import ROOT
from tests.whole.fuzz.visits import FILES, begun_at

Open = Callable[..., AppTest]
#: The address of each page by its file.
AT = {file: address for address, file in FILES.items()}


@pytest.fixture(scope="session")
def sample_folder(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published sample with its edition, in a folder of this process: what leaves is noted in it."""
    return Path(shutil.copytree(released, tmp_path_factory.mktemp("pages") / "snapshots"))


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
    """Open one page, named by its folder, with a query: open_page("school/page", school="MAU-07", year=["2023"])."""
    monkeypatch.setenv("DASHBOARD_DATA", str(sample_folder))
    monkeypatch.chdir(ROOT)
    st.cache_data.clear()
    st.cache_resource.clear()

    def opened(page: str = "overview", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        return begun_at(AT.get(f"pages/{page}.py", page), app).run()

    yield opened
    st.cache_resource.clear()
