"""How long a click on a year takes in a real browser, with 26,000 schools against 28.

Run on request: `python -m tests.bench.bench_click --into FOLDER`, where FOLDER holds the published
national data set (tests/bench/national.py). The time is taken inside the page, from the click to
the last change that it brings. Ratios are the result; the times are of this machine.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from data.publish import publish_sample
from data.store import Store
from tests.bench.lines import HEAD, ratio, say
from tests.browser.conftest import CHROMIUM, serving, settled, watched

PROMISE = 2.0
ADDRESSES = ("/?", "/indicators?", "/school?school={school}&", "/trends?", "/handling?")
#: Quiet for so long means that the click has brought all it brings, in milliseconds.
QUIET = 1500

_CLICK = """
(quiet) => new Promise(done => {
    let last = 0, timer;
    const start = performance.now();
    const finish = () => { observer.disconnect(); done(last - start); };
    const observer = new MutationObserver(() => requestAnimationFrame(() => {
        last = performance.now(); clearTimeout(timer); timer = setTimeout(finish, quiet);
    }));
    observer.observe(document.querySelector('[data-testid=stMain]'), {subtree: true, childList: true, characterData: true});
    timer = setTimeout(finish, 20000);
    [...document.querySelectorAll('[data-testid=stMain] button')].find(b => b.textContent.trim() === YEAR).click();
})
"""


def main() -> None:
    """Print one line a page: the ratio beside the promise."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        publish_sample(Store(Path(folder)))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
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
                low, high = ([took / 1000 for took in taken[server.url]] for server in (few, many))
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


def clicked(page: Page, year: int) -> float:
    """Milliseconds from the click on a year to the last change on the page."""
    taken: float = page.evaluate(_CLICK.replace("YEAR", f"'{year}'"), QUIET)
    if taken < 0:
        raise TimeoutError(f"the click on {year} brought nothing: {page.url}")
    return taken


if __name__ == "__main__":
    main()
