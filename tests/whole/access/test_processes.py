"""Two processes behind nginx over one folder: one is killed and its readers go on; what one does the other heeds.

`pytest -s` prints the course of the kill.
"""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.publish import publish
from data.store import Store
from tests.given.world import AS_OF, world, write_csvs
from tests.whole.access.front import Front, Page, processes_behind_nginx, sign_in
from tests.whole.access.wire import PATIENCE, Visitor

SIGN_IN, MASKING = "Hãy đăng nhập", "Đang che số nhỏ"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A folder with a small world in it, of which no edition is made yet."""
    scratch = tmp_path_factory.mktemp("shared")
    store = Store(scratch / "bản số liệu")
    assert publish([write_csvs(world(), scratch / "csv")], store, as_of=AS_OF).clean
    return store


@pytest.fixture(scope="module")
def front(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with processes_behind_nginx(store.folder, tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.fixture(scope="module")
def officer(front: Front) -> str:
    return sign_in(front.url, "can-bo")


@pytest.fixture(scope="module")
def leader(front: Front) -> str:
    return sign_in(front.url, "truong-phong")


@pytest.fixture
def both(front: Front) -> Front:
    """With both processes there, whatever was done to them before."""
    for name in front.processes:
        front.await_back(name)
    return front


def funding(spent: str, folder: Path) -> bytes:
    """The world's funding with another sum spent."""
    tables = world()
    tables["funding"][0]["spent_vnd"] = spent
    return (write_csvs({"funding": tables["funding"]}, folder) / "funding.csv").read_bytes()


def eventually(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.001)


def test_a_process_is_killed_and_its_readers_go_on_signed_in_at_the_same_view(
    both: Front, officer: str, leader: str
) -> None:
    began = time.monotonic()

    def log(what: str) -> None:
        print(f"{time.monotonic() - began:6.2f} s  {what}")

    readers = [
        Page(both.url, officer, "a", "indicators", "year=2024"),
        Page(both.url, leader, "a", "quality", "year=2023&lang=en"),
        Page(both.url, leader, "a", "plan", "compare=all"),
        Page(both.url, officer, "b", "reports", "year=2024"),
    ]
    assert [reader.process for reader in readers] == ["a", "a", "a", "b"]
    views = [dict(reader.elements) for reader in readers]
    for reader, view in zip(readers, views, strict=True):
        log(f"{reader.process}: reader at /{reader.page}?{reader.query}, {len(view)} elements")
    both.kill("a")
    log("a: killed (-9)")
    for reader, view in zip(readers[:3], views, strict=False):
        reader.lose()
        log(f"a: the stream of the reader at /{reader.page} breaks off")
        reader.connect()
        log(f"{reader.process}: the reader at /{reader.page} is back, {len(reader.elements)} elements")
        assert reader.process == "b"
        # Signed in, and every element of the view is the same in every byte.
        assert reader.elements == view
    readers[3].run()
    assert readers[3].elements == views[3]
    log("b: its own reader was not disturbed")
    assert ("Cán bộ Mẫu" in readers[0].words, "Trưởng phòng Mẫu" in readers[1].words) == (True, True)
    both.start("a")
    log("a: started again")
    both.await_back("a")
    log("a: taken in by the proxy again")
    # Who has moved stays: stream, downloads and uploads of a page are one process's.
    assert Page.answering(both.url, readers[0].process) == "b"
    again = Page(both.url, officer, "a", "indicators", "year=2024")
    assert (again.process, again.elements) == ("a", views[0])
    log("a: shows the same view to who comes now")
    for reader in [*readers, again]:
        reader.close()


def test_new_readers_come_to_the_processes_in_turn(both: Front, officer: str) -> None:
    readers = [Page(both.url, officer, page="quality") for _ in range(4)]
    assert sorted(reader.process for reader in readers) == ["a", "a", "b", "b"]
    for reader in readers:
        reader.close()


def test_who_signs_out_at_one_is_out_at_the_other(both: Front) -> None:
    cookie = sign_in(both.url, "truong-phong")
    at_a, at_b = (Page(both.url, cookie, name, "quality") for name in ("a", "b"))
    other = Visitor(both.url, cookie, process="b")
    assert other.sends("GET", "/news") == 200
    assert Visitor(both.url, cookie, process=at_a.process).sends("GET", "/auth/logout") == 302
    assert other.sends("GET", "/news") == 403
    at_b.run()
    assert SIGN_IN in at_b.words
    at_a.close()
    at_b.close()


def test_of_two_officers_at_two_processes_one_is_told_who_publishes(
    both: Front, officer: str, store: Store, tmp_path: Path
) -> None:
    before = store.active_id()
    first = Page(both.url, officer, "a", "intake")
    second = Page(both.url, sign_in(both.url, "can-bo-hai"), "b", "intake")
    for page, spent in ((first, "4000000"), (second, "3000000")):
        page.drop("funding.csv", funding(spent, tmp_path / spent))
        page.press("Kiểm tra 1 tệp")
    publisher, holder = both.processes["a"], store.folder / "publish.holder"
    assert publisher
    first.press("Công bố")
    eventually(lambda: holder.exists() and holder.read_text(encoding="utf-8") != "")
    # The first publish takes as long as the second officer needs.
    both.send("a", signal.SIGSTOP)
    try:
        second.press("Công bố")
        second.run_until("Người khác đang công bố (Cán bộ Mẫu, ")
        assert f"pid {publisher.pid}, " in second.words
        assert store.active_id() == before
    finally:
        both.send("a", signal.SIGCONT)
    first.run_until("Đã công bố bản")
    after = store.active_id()
    assert after != before
    # The other process serves it with its next look, and its officer may publish on top of it.
    second.run()
    assert after in second.words
    second.press("Kiểm tra 1 tệp")
    second.press("Công bố")
    second.run_until("Đã công bố bản")
    assert store.active_id() not in (before, after)
    with store.opened() as snapshot, snapshot.cursor() as cursor:
        assert cursor.execute("SELECT min(spent_vnd) FROM funding").fetchall() == [(3_000_000,)]
    first.close()
    second.close()


def test_two_processes_that_need_the_same_edition_make_it_once(both: Front, store: Store) -> None:
    viewer = sign_in(both.url, "nguoi-xem")
    pages = [Page(both.url, viewer, name, "indicators") for name in ("a", "b")]
    assert all(MASKING in page.words for page in pages)
    assert not list(store.folder.glob("*.shared.duckdb"))
    at_once = threading.Barrier(2, timeout=PATIENCE)

    def make(page: Page) -> None:
        at_once.wait()
        page.run_fragment()
        page.run_until(store.active_id())

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(make, pages))
    assert pages[0].elements == pages[1].elements
    assert MASKING not in pages[0].words
    assert [path.name for path in store.folder.glob("*.shared.duckdb")] == [
        f"{store.active_id()}.shared.duckdb"
    ]
    assert [path.name for path in store.folder.glob("*.released.json")] == [
        f"{store.active_id()}.released.json"
    ]
    ledger = json.loads((store.folder / "releases.json").read_text(encoding="utf-8"))
    assert (ledger["number"], ledger["snapshot"]) == (1, store.active_id())
    for page in pages:
        page.close()


def test_the_log_that_all_write_has_whole_lines(both: Front, officer: str, leader: str) -> None:
    lines = (both.folder / "access.log").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert set(events) <= {"sign_in", "sign_out"}
    assert "sign_in" in events
