"""The server's own words: its health route and its log lines, of a real server and case by case."""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import streamlit as st
from starlette.requests import Request

from data import locks
from data.publish import publish
from data.store import Store
from pages.web import routes, start
from tests import ROOT
from tests.given.world import AS_OF
from tests.whole.browser.conftest import Server, serving


@pytest.fixture
def store(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The dashboard's folder, with the sample in it."""
    shutil.copytree(released, tmp_path / "bản số liệu")
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "bản số liệu"))
    st.cache_resource.clear()
    yield Store(tmp_path / "bản số liệu")
    st.cache_resource.clear()


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_figures_that_can_be_read_are_health(store: Store) -> None:
    assert routes.look() == ("ok", "", "2025-12-31")


def test_nothing_published_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "none"))
    state, why, as_of = routes.look()
    assert (state, as_of) == ("down", "")
    assert "nothing was published" in why


def test_no_readable_snapshot_is_none(store: Store) -> None:
    damage(store.path(store.active_id()))
    state, why, _ = routes.look()
    assert state == "down"
    assert "put the folder of snapshots back" in why


def test_an_older_snapshot_in_place_of_the_active_one_is_limited_health(store: Store, tmp_path: Path) -> None:
    lines = (
        (ROOT / "data" / "sample" / "activities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    )
    (tmp_path / "activities.csv").write_text("".join(lines[: len(lines) // 2]), encoding="utf-8", newline="")
    assert publish([tmp_path / "activities.csv"], store, as_of=AS_OF).snapshot_id == store.active_id()
    assert routes.look()[0] == "ok"
    st.cache_resource.clear()
    damage(store.path(store.active_id()))
    state, why, as_of = routes.look()
    assert (state, as_of) == ("limited", "2025-12-31")
    assert "an older one is shown" in why


def test_a_folder_that_cannot_be_written_is_limited_health(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.web.routes.os.access", lambda path, mode: mode != os.W_OK)
    assert routes.look()[:2] == (
        "limited",
        "the folder of snapshots cannot be written: no publish and no download",
    )


def test_a_folder_whose_locks_hold_on_one_machine_alone_is_limited_health(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(store.folder).replace(" ", "\\040")
    (tmp_path / "mounts").write_text(f"40 27 0:51 / {place} rw - nfs files:/x rw,nolock\n", encoding="utf-8")
    monkeypatch.setattr(locks, "MOUNTS", tmp_path / "mounts")
    assert routes.look()[:2] == (
        "limited",
        "file locks do not hold in the folder of snapshots: no publish and no download",
    )


def test_open_pages_hear_what_can_be_read_and_whether_the_log_can_be_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request({"type": "http", "method": "GET", "path": routes.NEWS, "headers": []})
    first = store.active_id()
    assert (routes.news(request).status_code, routes.news(request).body) == (200, f"{first} ok".encode())
    monkeypatch.setattr("pages.web.journal.is_failing", lambda: True)
    assert routes.news(request).body == f"{first} failing".encode()
    # A damaged file is no news: an open page stays as it is.
    st.cache_resource.clear()
    damage(store.path(first))
    assert (routes.news(request).status_code, routes.news(request).body) == (204, b"")


@pytest.mark.parametrize(("base", "address"), [("", "/news"), ("/so-lieu/", "/so-lieu/news")])
def test_open_pages_ask_below_the_servers_own_address(
    base: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.web.routes.config.get_option", {"server.baseUrlPath": base}.get)
    assert routes.news_address() == address


def ask_health(server: Server) -> tuple[int, dict[str, str]]:
    try:
        with urlopen(f"{server.url}/health", timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


def test_a_real_server_tells_its_health_and_what_happened(store: Store, tmp_path: Path) -> None:
    log = tmp_path / "log"
    # As a Windows console that knows no Vietnamese.
    with serving(store.folder, log=log, PYTHONIOENCODING="cp1252") as server:
        assert ask_health(server) == (200, {"state": "ok", "as_of": "2025-12-31"})
        store.folder.rename(tmp_path / "away")
        code, health = ask_health(server)
        assert (code, health["state"]) == (503, "down")
        (tmp_path / "away").rename(store.folder)
        assert ask_health(server)[0] == 200
    lines = log.read_bytes().decode("cp1252").splitlines()
    ours = [line for line in lines if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ ", line)]
    assert re.search(rf"INFO started: contract \d+, .* snapshot {store.active_id()} is active$", ours[0])
    assert [line for line in ours if "is shown, figures as of 2025-12-31" in line]
    assert ours[-1].endswith("INFO stopped")
    assert "Traceback" not in "\n".join(lines)


def test_a_server_without_figures_says_so(tmp_path: Path) -> None:
    with serving(tmp_path / "none", log=tmp_path / "log", DASHBOARD_LOG="loud") as server:
        code, health = ask_health(server)
        assert (code, health["state"]) == (503, "down")
        assert set(health) == {"state", "why"}
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "WARNING DASHBOARD_LOG=LOUD is none of DEBUG, INFO, WARNING, ERROR; INFO is taken" in log
    assert "nothing published yet" in log


def test_the_collector_leaves_alone_what_stays_to_the_end() -> None:
    before = gc.get_freeze_count()
    try:
        start._bring_in()
        # The libraries alone are tens of thousands of objects.
        assert gc.get_freeze_count() - before > 20_000
    finally:
        gc.unfreeze()


def test_every_line_is_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    before = (list(start.LOG.handlers), start.LOG.propagate, start.LOG.level)
    try:
        start.begin_log()
        start.begin_log()
        logging.getLogger("dashboard").warning("một lần")
        assert capsys.readouterr().err.count("một lần") == 1
    finally:
        start.LOG.handlers[:], start.LOG.propagate = before[:2]
        start.LOG.setLevel(before[2])
