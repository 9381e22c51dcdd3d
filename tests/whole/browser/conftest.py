"""A real server on a free loopback port, and a real browser to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from data.store import Store
from tests import ROOT

#: What a page shows may take this long on a busy machine, in milliseconds; a whole page four times as long.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

ARTIFACTS = ROOT / ".artifacts"
#: Whether to keep pictures in it, for people to look at.
PICTURES = bool(os.environ.get("PICTURES"))
#: The colour of the writing in either theme.
TEXT = {"light": "rgb(14, 20, 32)", "dark": "rgb(232, 235, 240)"}
#: The map is drawn by WebGL: without a graphics card, in software.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, the store that it reads, and its process."""

    url: str
    store: Store
    pid: int


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(
    folder: Path,
    *options: str,
    script: str = "dashboard.py",
    port: int = 0,
    log: Path | None = None,
    **variables: str,
) -> Iterator[Server]:
    """Start the dashboard (or another script) on `folder` and end it, by its own process id, afterwards.

    Its error stream goes to `log`, which is replaced, or nowhere.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    with Path(log or os.devnull).open("wb") as errors:
        process = subprocess.Popen(
            [*command, "--server.port", str(port), *options],
            cwd=ROOT,
            env=os.environ | {"DASHBOARD_DATA": str(folder)} | variables,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health")
        yield Server(f"http://127.0.0.1:{port}", Store(folder), process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer")


@pytest.fixture(scope="session")
def server(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served") / "snapshots"
    shutil.copytree(released, folder)
    with serving(folder) as running:
        yield running


@dataclass
class Watched:
    """A page under watch: whatever it asked of the network, and every complaint of its console."""

    page: Page
    outside: list[str]
    failed: list[str]
    complaints: list[str]

    def assert_quiet(self) -> None:
        """Nothing was asked of another host, nothing failed, nothing was complained of."""
        assert self.outside == []
        assert self.failed == []
        assert self.complaints == []


@contextmanager
def watched(browser: Browser, width: int = 1400, theme: str = "light") -> Iterator[Watched]:
    """A fresh browser context of this width and colour scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        accept_downloads=True,
    )
    page = context.new_page()
    seen = Watched(page, [], [], [])

    def requested(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            seen.outside.append(request.url)

    page.on("request", requested)

    def failed(request: Request) -> None:
        # An open page asks for news every ten seconds; whoever leaves it meanwhile breaks that off.
        if not (request.url.endswith("/news") and request.failure == "net::ERR_ABORTED"):
            seen.failed.append(f"{request.url}: {request.failure}")

    page.on("requestfailed", failed)

    def complained(message: ConsoleMessage) -> None:
        # Opened cold on a page's own address, the framework first looks for its server below that
        # address and then at the root: a 404 of its own making.
        own = "/_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not own:
            seen.complaints.append(f"{message.text} {message.location}")

    page.on("console", complained)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    try:
        yield seen
    finally:
        context.close()


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Watched]:
    """One reader for many pages, whose browser keeps the framework's scripts from page to page."""
    with watched(browser) as seen:
        yield seen


def put_on(page: Page, theme: str) -> None:
    """Change the colour scheme of the reader's system; an open page follows without being loaded anew."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    expect(page.get_by_test_id("stApp")).to_have_css("color", TEXT[theme])


def settled(page: Page, expected: str) -> None:
    """Wait until the page's freshness line is there, which comes last, and all charts are drawn."""
    page.get_by_text(expected).last.wait_for(timeout=4 * PATIENCE)
    page.wait_for_function(
        # A block still to come is a grey bar: without asking for it, no chart would count as all drawn.
        "() => document.querySelectorAll('[data-testid=stStatusWidget], [data-testid=stSkeleton]').length === 0"
        " && [...document.querySelectorAll('.stPlotlyChart')].every(c => c.querySelector('svg.main-svg'))"
        " && [...document.querySelectorAll('[data-testid=stBidiComponentRegular], [data-testid=stBidiComponentIsolated]')]"
        "    .every(c => (c.shadowRoot || c).querySelector(':not(style)'))",
        timeout=4 * PATIENCE,
    )
    page.wait_for_timeout(300)


def words_on(page: Page) -> str:
    """All words of the page's body; the names of icons, which the font draws, and commands are none."""
    return str(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]').cloneNode(true);"
            " main.querySelectorAll('[data-testid=stIconMaterial], style, script, code').forEach(e => e.remove());"
            " return [...main.querySelectorAll('*')].flatMap(e => [...e.childNodes])"
            ".filter(n => n.nodeType === 3).map(n => n.textContent).join('\\n'); }"
        )
    )


def back_to(page: Page, question: str) -> None:
    """One press of Back leads to the page that asks `question`."""
    page.go_back()
    expect(page.get_by_role("heading", level=1, name=question)).to_be_visible(timeout=30_000)
