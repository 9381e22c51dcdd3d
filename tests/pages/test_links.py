"""Links to a view: they hold the tier and may pin a snapshot, and never raise what their reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.publish import publish
from data.store import Store
from pages.kit import access
from pages.web.decision import RESIDENT
from pages.web.settings import Grant
from queries import Role
from queries.release.edition import edition
from tests import ROOT
from tests.given.world import AS_OF, world, write_csvs
from tests.pages.test_choices import table_of, text_of

Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two snapshots of T1, that of the meeting (280 of 300 pupils reached in 2024), then one with 140 of 300."""
    folder = tmp_path_factory.mktemp("links")
    store, tables = Store(folder / "snapshots"), world()
    publish([write_csvs(tables, folder / "first")], store, as_of=AS_OF)
    next(row for row in tables["statements"] if row["item"] == "pupils_reached")["value"] = "140"
    publish([write_csvs(tables, folder / "second")], store, as_of=AS_OF)
    return store


@pytest.fixture
def meeting(store: Store) -> str:
    """The id of the snapshot of the meeting, the older one."""
    (older,) = store.older()
    return older


@pytest.fixture
def visit(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Open the first page at an address, as the one person at this machine or as somebody with a role."""
    monkeypatch.setenv("DASHBOARD_DATA", str(store.folder))
    st.cache_resource.clear()

    def visited(role: Role = "officer", school: str = "", **address: str) -> AppTest:
        visitor = replace(RESIDENT, grant=Grant(role, school))
        monkeypatch.setattr(access, "visitor", lambda: visitor)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        for key, value in {"year": "2024", **address}.items():
            app.query_params[key.replace("_", "-")] = value
        return app.run()

    yield visited
    st.cache_resource.clear()


def reached(app: AppTest) -> str:
    """What the page of indicators says of the pupils that were reached in 2024."""
    app.switch_page("pages/indicators/page.py").run()
    assert not app.exception
    (row,) = [
        row for row in table_of(app, "indicators").rows if row["Chỉ tiêu"].startswith("Học sinh được tuyên")
    ]
    return str(row["2024"])


def notes(app: AppTest) -> str:
    return "\n".join(str(note.value) for note in (*app.warning, *app.info, *app.error))


def test_a_pinned_link_shows_the_figures_of_the_meeting_on_every_page_until_it_is_let_go(
    visit: Visit, meeting: str, store: Store
) -> None:
    app = visit(as_of=meeting)
    assert f"Đường dẫn cố định: đây là số liệu của bản {meeting}" in notes(app)
    assert reached(app).startswith("93,3%")
    assert app.query_params["as-of"] == meeting
    app.button(key="unpin").click().run()
    assert reached(app).startswith("46,7%")
    assert "as-of" not in app.query_params
    assert store.active_id() != meeting


@pytest.mark.parametrize("unknown", ["2025-12-31-000000000000", "../active", "<b>x</b>", "today"])
def test_an_unknown_snapshot_is_named_and_today_is_shown(visit: Visit, unknown: str) -> None:
    app = visit(as_of=unknown)
    assert "không dùng được" in notes(app)
    assert "<b>" not in notes(app)
    assert reached(app).startswith("46,7%")


def test_a_damaged_snapshot_says_so_and_offers_today(visit: Visit, meeting: str, store: Store) -> None:
    path = store.path(meeting)
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[: len(whole) // 2])
        app = visit(as_of=meeting)
        assert f"Số liệu cố định {meeting} bị hỏng" in notes(app)
        # No other figures take its place unasked.
        assert "trong 4 mục tiêu" not in text_of(app)
        app.button(key="unpin").click().run()
        assert reached(app).startswith("46,7%")
    finally:
        path.write_bytes(whole)


ROLES: list[tuple[Role, str]] = [("leader", ""), ("officer", ""), ("principal", "T1"), ("viewer", "")]


@pytest.mark.parametrize(("role", "school"), ROLES)
def test_no_address_raises_what_a_reader_may_see(role: Role, school: str, visit: Visit) -> None:
    app = visit(role, school, tier="internal")
    assert app.session_state["tier"] == ("shareable" if role == "viewer" else "internal")
    assert ("BẢN CHIA SẺ" in text_of(app)) == (role in ("principal", "viewer"))
    assert ("mức chi tiết “internal”" in notes(app)) == (role == "viewer")


@pytest.mark.parametrize("role", ["viewer", "leader"])
def test_a_snapshot_that_was_never_shared_is_not_shared_by_a_link(
    role: Role, visit: Visit, meeting: str, store: Store
) -> None:
    app = visit(role, as_of=meeting, tier="shareable")
    assert f"Số liệu cố định {meeting} chưa từng được chia sẻ" in notes(app)
    assert not list(store.folder.glob(f"{meeting}.shared*"))


def test_a_snapshot_that_was_shared_is_shown_to_a_viewer_as_it_was_shared(
    visit: Visit, meeting: str, store: Store
) -> None:
    edition(store.open(meeting))
    try:
        app = visit("viewer", as_of=meeting)
        assert f"Đường dẫn cố định: đây là số liệu của bản {meeting}" in notes(app)
        assert reached(app).startswith("93,3%")
        assert "BẢN CHIA SẺ" in text_of(app)
    finally:
        for path in store.folder.glob(f"{meeting}.shared*"):
            path.unlink()
