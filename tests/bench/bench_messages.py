"""How many messages a click on a year sends to the browser: each is taken apart, drawn and laid out by itself.

Run on request: `python -m tests.bench.bench_messages`. Counted are all that come over the stream from the
click to the end of the run, with the years chosen before: what a reader who goes to and fro gets.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dashboard
from data.publish import publish_sample
from data.store import Store
from tests.bench.lines import HEAD, Line, say
from tests.bench.reader import Reader
from tests.whole.browser.conftest import serving

#: Promised: of Tổng quan, and of every other page.
OVERVIEW, OTHERS = 40, 60
YEARS = ("2024", "2023", "2022", "2025")


def main() -> None:
    """Print one line a page."""
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        publish_sample(Store(Path(folder)))
        say(measured(Path(folder)))


def measured(folder: Path) -> Iterator[Line]:
    """The most messages of one run, page by page."""
    with serving(folder) as server:
        for place, (*_, address, _) in enumerate(dashboard.PAGES):
            most = asyncio.run(_most(server.url, "" if place == 0 else address))
            yield Line(f"messages of a rerun of {address}", OTHERS if place else OVERVIEW, most, unit="")


async def _most(url: str, page: str) -> int:
    chosen = {"school": "MAU-07"} if page == "school" else {}
    async with Reader(url, page, **chosen) as reader:
        counts = []
        for year in YEARS * 2:
            before = reader.messages
            await reader.choose(year=year)
            counts.append(reader.messages - before)
    return max(counts[len(YEARS) :])


if __name__ == "__main__":
    main()
