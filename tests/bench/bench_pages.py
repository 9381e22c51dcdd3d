"""How much longer a page takes on the server with 26,000 schools than with the sample's 28.

Run on request: `python -m tests.bench.bench_pages --into DIR` (`--schools 1300` for a twentieth). DIR keeps
the national snapshot for the next run. Each page is run as a reader's click on a year runs it: all of
it, the answers for that choice of years not yet asked. The two snapshots take turns in one process.
The ratio is the result; the times are of this machine and only for information.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

import dashboard
from data.publish import publish, publish_sample
from data.store import NoSnapshot, Store
from pages.kit.address import SCHOOL_PAGE
from tests import ROOT
from tests.bench import national
from tests.bench.lines import HEAD, ratio, say
from tests.bench.reader import CHOICES
from tests.given.world import AS_OF

PROMISE = 2.0
ROUNDS = 7


class Reader:
    """One open dashboard on one snapshot, at one page, a school chosen or none."""

    def __init__(self, folder: Path, page: str, school: str) -> None:
        self.folder = folder
        self.choices = iter(CHOICES)
        self.app = self._on_folder(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=600))
        if school:
            self.app.query_params["school"] = school
        self.app.run()
        if page != dashboard.PAGES[0][1]:
            self.app.switch_page(page).run()

    def click(self) -> float:
        """Choose what was not chosen yet; how long the run took, in seconds."""
        self._on_folder(self.app)
        for key, value in next(self.choices).items():
            self.app.session_state[key] = value
        started = time.perf_counter()
        self.app.run()
        taken = time.perf_counter() - started
        assert not self.app.exception, self.app.exception
        assert not self.app.error, self.app.error
        return taken

    def _on_folder(self, app: AppTest) -> AppTest:
        os.environ["DASHBOARD_DATA"] = str(self.folder)
        return app


def main() -> None:
    """Print one line per page, and the publish time and size of the larger snapshot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=national.SCHOOLS)
    parser.add_argument("--into", type=Path, help="a folder that keeps the national snapshot")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"at most {len(CHOICES)}")
    options = parser.parse_args()
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        few, many = Path(scratch) / "sample", options.into or Path(scratch) / "national"
        publish_sample(Store(few))
        _publish_national(many, options.schools)
        print(HEAD)
        for page, school_of, label in _pages():
            small = Reader(few, page, school_of[0])
            large = Reader(many, page, school_of[1])
            pairs = [(small.click(), large.click()) for _ in range(options.rounds)]
            before, after = (list(side) for side in zip(*pairs, strict=True))
            say(
                [
                    ratio(
                        f"rerun on the server, {options.schools:,} ÷ 28 schools: {label}",
                        PROMISE,
                        after,
                        before,
                    )
                ]
            )


def _pages() -> Iterator[tuple[str, tuple[str, str], str]]:
    """Each page: its file, the school chosen in either snapshot, and what it is called here."""
    for _, file, _, _, address, _ in dashboard.PAGES:
        if file == SCHOOL_PAGE:
            yield file, ("", ""), f"{address}, none chosen"
            yield file, ("MAU-07", "MAU-00007"), f"{address}, one chosen"
        elif address == "handling":
            yield file, ("", ""), f"{address} (page 6, all incidents ÷ 260)"
        else:
            yield file, ("", ""), address


def _publish_national(folder: Path, schools: int) -> None:
    store = Store(folder)
    try:
        snapshot = store.active()
    except NoSnapshot:
        with tempfile.TemporaryDirectory() as scratch:
            source = national.write(Path(scratch), schools)
            started = time.perf_counter()
            assert publish([source], store, as_of=AS_OF).clean
            print(f"published in {time.perf_counter() - started:.1f} s")
        snapshot = store.active()
    with snapshot.cursor() as cursor:
        counts = dict(cursor.execute("SELECT table_name, rows FROM row_counts").fetchall())
    snapshot.close()
    size = snapshot.path.stat().st_size / 1e6
    print(f"snapshot of {counts['schools']:,} schools, {counts['activities']:,} activities, {counts['incidents']:,} incidents: {size:.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
