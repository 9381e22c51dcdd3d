"""A click on a year, and a start of the server, against a bare Streamlit page with constant charts.

Run on request: `python -m tests.bench.bench_bare`. A page with charts is set against a bare page
(tests/bench/bare_page.py) with as many; Tổng quan, which has none, against one with four. Both bring in the
same libraries; clicks on either page take turns. A start is timed from the start of the process to the first
page painted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from data.publish import publish_sample
from data.store import Store
from tests.bench.click import clicked
from tests.bench.lines import HEAD, Line, ratio, say
from tests.whole.browser.conftest import CHROMIUM, serving, settled, watched

#: Promised: a click on Tổng quan, on any other page, and a start.
OVERVIEW, OTHERS, START = 0.7, 1.0, 1.0
ROUNDS, STARTS = 12, 5
PAGES = ("", "indicators", "school?school=MAU-07", "trends", "handling", "plan", "reports", "resources")
#: So many charts has the bare page where ours has none.
CHARTS = 4
BARE = "tests/bench/bare_page.py"
#: The last words of either page.
OURS_ENDS, BARE_ENDS = "Số liệu đến ngày", "All drawn"


def main() -> None:
    """Print one line a page, and one for the start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--starts", type=int, default=STARTS)
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        publish_sample(Store(Path(folder)))
        say(measured(Path(folder), options.rounds, options.starts))


def measured(folder: Path, rounds: int = ROUNDS, starts: int = STARTS) -> Iterator[Line]:
    """One line a page for the click, one for the start."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=CHROMIUM
        )
        for page in PAGES:
            yield _clicks(browser, folder, page, rounds)
        yield _starts(browser, folder, starts)
        browser.close()


def _clicks(browser: Browser, folder: Path, page: str, rounds: int) -> Line:
    with serving(folder) as ours, watched(browser) as one, watched(browser) as other:
        one.page.goto(f"{ours.url}/{page}")
        settled(one.page, OURS_ENDS)
        charts = one.page.locator(".stPlotlyChart").count()
        with serving(folder, script=BARE, BARE_CHARTS=str(charts or CHARTS)) as bare:
            other.page.goto(bare.url)
            settled(other.page, BARE_ENDS)
            one.page.wait_for_timeout(2000)
            # Each year once before it counts: what is asked for the first time takes longer.
            taken = [
                (clicked(one.page, year), clicked(other.page, year))
                for year in islice(cycle((2024, 2023, 2022, 2025)), 4 + rounds)
            ][4:]
    what = f"click on a year, {page or 'overview'} ÷ {charts or CHARTS} constant charts"
    return ratio(what, OTHERS if page else OVERVIEW, *map(list, zip(*taken, strict=True)))


def _starts(browser: Browser, folder: Path, starts: int) -> Line:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(starts + 1):
        for taken, server, ends in (
            (ours, partial(serving, folder), OURS_ENDS),
            (theirs, partial(serving, folder, script=BARE, BARE_CHARTS=str(CHARTS)), BARE_ENDS),
        ):
            with watched(browser) as seen:
                started = time.perf_counter()
                with server() as running:
                    seen.page.goto(f"{running.url}/")
                    seen.page.get_by_text(ends).last.wait_for(timeout=60_000)
                    taken.append(time.perf_counter() - started)
    # The first start reads the libraries from the disk.
    return ratio("start of the server to first page ÷ bare page, same imports", START, ours[1:], theirs[1:])


if __name__ == "__main__":
    main()
