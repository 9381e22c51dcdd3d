"""How long a click on a year takes in a real browser, with 26,000 schools against 28.

Run on request: `python -m tests.bench.bench_click --into FOLDER`, where FOLDER holds the published
national data set (tests/bench/national.py). The time is taken inside the page, from the click to
the last change that it brings. Ratios are the result; the times are of this machine.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from data.publish import publish_sample
from data.store import Store
from tests.bench.click import clicked
from tests.bench.lines import HEAD, ratio, say
from tests.whole.browser.conftest import CHROMIUM, serving, settled, watched

PROMISE = 2.0
ADDRESSES = (
    "/?", "/indicators?", "/school?school={school}&", "/map?", "/trends?", "/handling?", "/plan?", "/reports?",
    "/resources?", "/quality?", "/export?",
)  # fmt: skip


def main() -> None:
    """Print one line a page: the ratio beside the promise."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        publish_sample(Store(Path(folder)))
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=CHROMIUM
        )
        with serving(Path(folder)) as few, serving(options.into) as many:
            schools = {server.url: _a_school(server.store) for server in (few, many)}
            for address in ADDRESSES:
                taken: dict[str, list[float]] = {few.url: [], many.url: []}
                for place in range(options.rounds):
                    for server in (few, many):
                        with watched(browser) as seen:
                            page = seen.page
                            page.goto(
                                server.url
                                + address.format(school=schools[server.url])
                                + f"year={2022 + place % 2}"
                            )
                            settled(page, "Số liệu đến ngày")
                            page.wait_for_timeout(2000)
                            taken[server.url].append(clicked(page, 2024 + place % 2))
                low, high = (taken[server.url] for server in (few, many))
                say([ratio(f"click on a year, 26,000 ÷ 28 schools: {_named(address)}", PROMISE, high, low)])
        browser.close()


def _named(address: str) -> str:
    return address.strip("/?&").partition("?")[0] or "overview"


def _a_school(store: Store) -> str:
    snapshot = store.active()
    try:
        return min(snapshot.school_ids - {"office"})
    finally:
        snapshot.close()


if __name__ == "__main__":
    main()
