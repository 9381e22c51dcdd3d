"""How much longer publishing takes than DuckDB needs to read the same CSVs into plain tables.

Run on request: `python -m tests.bench.bench_publish` (`--schools 1300` for a twentieth). Both are done
in turn in one process, into files on the same disk. The ratio is the result; the times are of this
machine and only for information.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import duckdb

from data.publish import publish
from data.sqltext import literal, name, sql
from data.store import Store
from tests.bench import national
from tests.bench.lines import HEAD, Line, say
from tests.given.world import AS_OF

PROMISE = 4.0
#: Seconds by the clock on the wall, and seconds of processor time.
Times = tuple[float, float]


def main() -> None:
    """Print the ratio beside the promise, the times and the snapshot's size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=national.SCHOOLS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--from", dest="source", type=Path, help="CSVs of tests.bench.national, if there are")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        source = options.source or national.write(folder / "csv", options.schools)
        plain: list[Times] = []
        published: list[Times] = []
        # Each into a place of its own: nothing is found done already.
        for turn in range(options.rounds):
            plain.append(seconds(read_plainly, source, folder / f"plain-{turn}.duckdb"))
            published.append(seconds(publish_anew, source, folder / f"store-{turn}"))
        size = sum(path.stat().st_size for path in source.glob("*.csv"))
        store = Store(folder / "store-0")
        snapshot = store.path(store.active_id()).stat().st_size
        plain_size = (folder / "plain-0.duckdb").stat().st_size
    (ours, ours_busy), (theirs, theirs_busy) = medians(published), medians(plain)
    print(HEAD)
    information = f"{ours:.1f} ÷ {theirs:.1f} s"
    say(
        [
            Line(
                "publish ÷ DuckDB reading the same CSVs into plain tables",
                PROMISE,
                ours / theirs,
                information,
            )
        ]
    )
    # On a machine that others keep busy the clock on the wall tells of them as well.
    print(f"the same in processor time: {ours_busy / theirs_busy:.1f}")
    print(f"publish {ours:.1f} s ({ours_busy:.1f} of processors), plain {theirs:.1f} s ({theirs_busy:.1f})")
    print(
        f"CSVs {size / 1e6:.0f} MB, snapshot {snapshot / 1e6:.0f} MB, plain tables {plain_size / 1e6:.0f} MB"
    )


def read_plainly(source: Path, target: Path) -> None:
    """One table per CSV, as DuckDB finds its types, nothing checked."""
    with duckdb.connect(str(target)) as connection:
        for path in sorted(source.glob("*.csv")):
            connection.execute(
                sql(
                    "CREATE TABLE ${table} AS SELECT * FROM read_csv(${path})",
                    table=name(path.stem),
                    path=literal(str(path)),
                )
            )


def publish_anew(source: Path, folder: Path) -> None:
    """Publish into an empty folder; a problem ends the benchmark."""
    outcome = publish([source], Store(folder), as_of=AS_OF)
    assert outcome.clean, outcome.problems[:5]


def seconds(work: Callable[[Path, Path], None], source: Path, target: Path) -> Times:
    """How long one call takes."""
    started, busy = time.perf_counter(), time.process_time()
    work(source, target)
    return time.perf_counter() - started, time.process_time() - busy


def medians(times: Sequence[Times]) -> Times:
    """The median of either clock."""
    return median(wall for wall, _ in times), median(busy for _, busy in times)


if __name__ == "__main__":
    main()
