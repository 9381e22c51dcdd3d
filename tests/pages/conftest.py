"""A published sample for all page tests, and a way to open a page as a reader would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.publish import publish_sample
from data.store import Store

ROOT = Path(__file__).resolve().parent.parent.parent
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("snapshots")
    assert publish_sample(Store(folder)).clean
    return folder


@pytest.fixture
def open_page(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open one page with a query, e.g. open_page("school", school="MAU-07", year=["2023"]).

    A page of another section than the results is named with its folder: open_page("incidents/trends").
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
