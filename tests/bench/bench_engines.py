"""What a publish costs by size, on DuckDB and on Spark: time and memory, and whether both snapshots are the same.

Run on request: `python -m tests.bench.bench_engines` (`--schools 28 2600` for fewer sizes). Each publish is a
command of its own, into a folder of its own; its memory is the greatest sum over all of its processes. Spark runs on
this machine, and its time includes its start. Times are of this machine and only for information: where others work
too, the time of processors says more than the clock on the wall.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from data.store import Store
from tests import ROOT
from tests.bench import national
from tests.given.snapshots import differences
from tests.given.world import AS_OF

SIZES = (28, 2_600, 26_000)
ENGINES = ("duckdb", "spark")
#: Seconds between two looks at the memory.
_STEP = 0.2


class Cost(NamedTuple):
    """Seconds by the clock on the wall, seconds of processor time, and bytes at the fullest moment."""

    seconds: float
    busy: float
    memory: int

    def __str__(self) -> str:
        return f"{self.seconds:7.1f} s ({self.busy:6.1f} s) {self.memory / 1e9:6.2f} GB"


def main() -> None:
    """Print a line for each size as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="+", default=SIZES)
    parser.add_argument("--scratch", type=Path, help="where data sets and snapshots lie meanwhile")
    options = parser.parse_args()
    print(
        f"{'schools':>8} | {'CSVs':>8} | {'DuckDB: wall (processors) memory':>33} | {'Spark':>33} | Spark ÷ DuckDB | snapshots",
        flush=True,
    )
    for schools in options.schools:
        with tempfile.TemporaryDirectory(dir=options.scratch) as name:
            source = national.write(Path(name) / "csv", schools)
            stores = [Store(Path(name) / engine) for engine in ENGINES]
            costs = [publish(source, *each) for each in zip(stores, ENGINES, strict=True)]
            paths = [store.path(store.active_id()) for store in stores]
            other = list(differences(*paths))
            size = sum(path.stat().st_size for path in source.glob("*.csv"))
            ratio = costs[1].busy / costs[0].busy
            print(
                f"{schools:8,} | {size / 1e6:5.0f} MB | {costs[0]} | {costs[1]} | {ratio:12.1f} × | {other or 'same'}",
                flush=True,
            )
            shutil.rmtree(source)


def publish(source: Path, store: Store, engine: str) -> Cost:
    """One publish as a command; RuntimeError with its message when it fails."""
    command = [sys.executable, "-m", "data", "publish", str(source), "--into", str(store.folder)]
    command += ["--as-of", AS_OF.isoformat(), "--fresh", "--engine", engine]
    started, busy, memory = time.perf_counter(), _busy(), 0
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, cwd=ROOT, stdout=messages, stderr=messages)
        while process.poll() is None:
            memory = max(memory, sum(tree(process.pid)))
            time.sleep(_STEP)
        seconds = time.perf_counter() - started
        if process.returncode:
            messages.seek(0)
            raise RuntimeError(messages.read().decode("utf-8", "replace")[-2000:])
    return Cost(seconds, _busy() - busy, memory)


def _busy() -> float:
    """Seconds of processor time of all ended children and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tree(root: int) -> Iterator[int]:
    """The bytes in memory of a process and of all that stem from it."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True)
    rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    family = {root}
    for _ in range(len(rows)):
        born = {pid for pid, parent, _ in rows if parent in family} - family
        if not born:
            break
        family |= born
    yield from (1024 * memory for pid, _, memory in rows if pid in family)


if __name__ == "__main__":
    main()
