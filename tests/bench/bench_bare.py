"""A click on a year, and a start of the server, against a bare Streamlit page with as many constant charts.

Run on request: `python -m tests.bench.bench_bare`. The bare page (tests/bench/bare_page.py) shows the very
figures that ours shows for the same years, made beforehand, and brings in the same libraries. A click is
timed inside the page, from the click to the frame after the last change within a chart; a start from the
start of the process to the first page painted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.publish import publish_sample
from data.store import Store
from tests.bench.lines import HEAD, Line, ratio, say
from tests.bench.reader import Reader
from tests.browser.conftest import CHROMIUM, Server, serving, settled, watched

PROMISE = 1.3
ROUNDS, STARTS = 12, 5
PAGES = ("", "indicators", "trends", "handling", "resources")
BARE = "tests/bench/bare_page.py"
#: The last words of either page.
OURS_ENDS, BARE_ENDS = "Số liệu đến ngày", "All drawn"
#: Quiet for so long means that the click has brought all it brings, in milliseconds.
QUIET = 1200

_CLICK = """
([year, quiet]) => new Promise((done, failed) => {
    let last = 0, timer, start;
    const finish = () => { observer.disconnect(); last ? done(last - start) : failed('no chart was redrawn'); };
    const observer = new MutationObserver(changes => {
        if (!changes.some(change => change.target.closest && change.target.closest('.stPlotlyChart'))) return;
        requestAnimationFrame(() => { last = performance.now(); clearTimeout(timer); timer = setTimeout(finish, quiet); });
    });
    observer.observe(document.querySelector('[data-testid=stMain]'), {subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['d', 'transform', 'x', 'y', 'width', 'height', 'points']});
    timer = setTimeout(finish, 20000);
    const button = [...document.querySelectorAll('[data-testid=stMain] button')].find(b => b.textContent.trim() === year);
    start = performance.now();
    button.click();
})
"""


class Watcher(Reader):
    """A reader who notes the figures of a run."""

    def __init__(self, url: str, page: str) -> None:
        super().__init__(url, page)
        self.figures: list[Any] = []

    def _see(self, message: ForwardMsg) -> None:
        super()._see(message)
        element = message.delta.new_element
        if element.WhichOneof("type") == "plotly_chart":
            self.figures.append(json.loads(element.plotly_chart.spec))


def main() -> None:
    """Print two lines a page, and one for the start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--starts", type=int, default=STARTS)
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        publish_sample(Store(Path(folder)))
        say(measured(Path(folder), options.rounds, options.starts))


def measured(folder: Path, rounds: int = ROUNDS, starts: int = STARTS) -> Iterator[Line]:
    """Two lines a page for the click, one for the start."""
    with serving(folder) as server:
        figures = {page: asyncio.run(_figures(server.url, page, rounds)) for page in PAGES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for page in PAGES:
            yield from _clicks(browser, folder, page, figures[page], rounds)
        yield _starts(browser, folder, figures[""], starts)
        browser.close()


def _path(rounds: int) -> list[tuple[int, tuple[int, ...]]]:
    """Clicks, each with the years that it leaves chosen: no choice comes twice. The first is a start."""
    chosen: set[int] = set()
    path = []
    for step in range(1, rounds + 2):
        # A Gray code: the lowest bit of the step's number says which year is clicked.
        year = 2021 + (step & -step).bit_length() - 1
        chosen ^= {year}
        path.append((year, tuple(sorted(chosen))))
    return path


async def _figures(url: str, page: str, rounds: int) -> dict[str, list[Any]]:
    """The figures of every choice on the path, as the server sends them."""
    found = {}
    async with Watcher(url, page) as reader:
        for _, years in _path(rounds):
            reader.figures.clear()
            reader.kept.clear()
            await reader.choose(years)
            found[" ".join(map(str, years))] = list(reader.figures)
    return found


def _clicks(
    browser: Browser, folder: Path, page: str, figures: dict[str, list[Any]], rounds: int
) -> Iterator[Line]:
    with _bare(folder, figures) as bare, serving(folder) as ours:
        for asked in ("first of all", "asked before"):
            taken: dict[str, list[float]] = {ours.url: [], bare.url: []}
            with watched(browser) as one, watched(browser) as other:
                for seen, address, ends in (
                    (one.page, f"{ours.url}/{page}", OURS_ENDS),
                    (other.page, bare.url, BARE_ENDS),
                ):
                    seen.goto(f"{address}?year=2021")
                    settled(seen, ends)
                    seen.wait_for_timeout(2000)
                for year, _ in _path(rounds)[1:]:
                    for server, seen in ((ours, one.page), (bare, other.page)):
                        seen.bring_to_front()
                        taken[server.url].append(clicked(seen, year))
            charts = len(figures["2021"])
            what = f"click on a year, {page or 'overview'}, {asked} ÷ {charts} constant charts"
            # The first click draws what later ones only change.
            yield ratio(what, PROMISE, *(some[1:] for some in taken.values()))


def clicked(page: Page, year: int) -> float:
    """Seconds from the click on a year to the frame that shows the last chart's new data."""
    taken: float = page.evaluate(_CLICK, [str(year), QUIET])
    return taken / 1000


def _bare(folder: Path, figures: dict[str, list[Any]]) -> AbstractContextManager[Server]:
    kept = folder / "bare.json"
    kept.write_text(json.dumps(figures), encoding="utf-8")
    return serving(folder, script=BARE, BARE_FIGURES=str(kept))


def _starts(browser: Browser, folder: Path, figures: dict[str, list[Any]], starts: int) -> Line:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(starts + 1):
        for taken, server, ends in (
            (ours, partial(serving, folder), OURS_ENDS),
            (theirs, partial(_bare, folder, figures), BARE_ENDS),
        ):
            with watched(browser) as seen:
                started = time.perf_counter()
                with server() as running:
                    seen.page.goto(f"{running.url}/?year=2021")
                    seen.page.get_by_text(ends).last.wait_for(timeout=60_000)
                    taken.append(time.perf_counter() - started)
    # The first start reads the libraries from the disk.
    return ratio("start of the server to first page ÷ bare page, same imports", PROMISE, ours[1:], theirs[1:])


if __name__ == "__main__":
    main()
