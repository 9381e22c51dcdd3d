"""What a reader sees when files go wrong under the running dashboard: the last good figures, or words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store import POINTER, Store
from tests import ROOT

OVERVIEW = "pages/overview/page.py"
SCHOOL = "pages/school/page.py"
#: Bytes of one block of a DuckDB file.
BLOCK = 262_144
HANDLING = "pages/timeliness/page.py"


@pytest.fixture(autouse=True)
def _read_from(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DASHBOARD_DATA", str(store.folder))
    restart()
    yield
    restart()


def restart() -> None:
    """As a new server: nothing is kept or open."""
    st.cache_data.clear()
    st.cache_resource.clear()


def opened(page: str = OVERVIEW, tier: str = "internal", **address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.session_state["tier"] = tier
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    return app if page == OVERVIEW else app.switch_page(page).run()


def words(app: AppTest) -> str:
    assert not app.exception, app.exception
    kinds = (app.title, app.markdown, app.caption, app.warning, app.error, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def rot(path: Path) -> None:
    """Spoil every block of a file that it does not need to be opened: the questions find out."""
    for at in range(3 * 4096, path.stat().st_size, BLOCK):
        with path.open("rb+") as file:
            file.seek(at + 100)
            before = file.read(2_000)
            file.seek(at + 100)
            file.write(bytes(len(before)))
            file.flush()
            try:
                with duckdb.connect(str(path), read_only=True) as opened_still:
                    opened_still.execute("SELECT id FROM snapshot")
            except duckdb.Error:
                file.seek(at + 100)
                file.write(before)
    with duckdb.connect(str(path), read_only=True) as opened_still:
        assert opened_still.execute("SELECT id FROM snapshot").fetchall()


@pytest.mark.parametrize("page", [OVERVIEW, SCHOOL, HANDLING])
def test_the_active_snapshot_is_deleted_under_a_running_dashboard(page: str, store: Store) -> None:
    active, older = store.active_id(), store.older()[0]
    app = opened(page)
    assert active in words(app)
    store.path(active).unlink()
    # The open file is read on until the server stops ...
    assert not app.run().exception
    assert not app.error
    # ... and afterwards the one before is shown, with its age, and it is said that it is not the newest.
    restart()
    shown = words(app.run())
    assert not app.error
    assert older in shown
    assert any(older in note.value and "31/12/2025" in note.value for note in app.warning)


def test_all_snapshots_are_deleted_under_a_running_dashboard(store: Store) -> None:
    app = opened(lang="en")
    for snapshot_id in store.ids():
        store.path(snapshot_id).unlink()
    restart()
    shown = words(app.run())
    assert app.title[0].value == "No figures can be read"
    assert "python -m data rollback" in shown
    # Nothing is published over it: a folder with a pointer was never empty.
    assert store.ids() == []


@pytest.mark.parametrize("page", [OVERVIEW, SCHOOL, HANDLING])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_snapshot_that_opens_but_cannot_be_read_is_stood_in_for(page: str, lang: str, store: Store) -> None:
    """A faulty disk: the first question finds out, in the middle of a page."""
    active, older = store.active_id(), store.older()[0]
    rot(store.path(active))
    assert store.open(active).is_damaged()
    app = opened(page, lang=lang)
    shown = words(app)
    assert not app.error, [element.value for element in app.error]
    assert f"{older}" in shown
    said = "Shown instead" if lang == "en" else "Đang dùng bản"
    assert any(said in note.value for note in app.warning), [note.value for note in app.warning]


def test_a_spoilt_pointer_shows_the_newest_that_can_be_read(store: Store) -> None:
    newest = store.ids()[0]
    (store.folder / POINTER).write_bytes(b"\xff\x00 not an id")
    app = opened()
    assert newest in words(app)
    assert not app.error
    assert app.warning


@pytest.mark.parametrize(("lang", "said"), [("vi", "bản sao lưu"), ("en", "Put it back from the copy")])
def test_a_damaged_edition_is_said_and_no_exact_figure_shown(
    lang: str, said: str, shared_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(shared_store.folder))
    edition = shared_store.folder / f"{shared_store.active_id()}.shared.duckdb"
    edition.write_bytes(edition.read_bytes()[:20_000])
    app = opened(tier="shareable", lang=lang)
    assert said in words(app)
    assert not app.metric
    assert edition.stat().st_size == 20_000


def test_an_edition_that_rots_under_a_running_dashboard_is_said(
    shared_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(shared_store.folder))
    edition = shared_store.folder / f"{shared_store.active_id()}.shared.duckdb"
    rot(edition)
    app = opened(tier="shareable", lang="en")
    assert "Put it back from the copy" in words(app)
    assert not app.metric
