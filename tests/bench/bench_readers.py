"""Fifty readers at once, each changing a filter every five seconds: how long they wait, and what they cost.

Run on request: `python -m tests.bench.bench_readers` (a minute), `--seconds 300` for the soak. The sessions
speak the browser's protocol (tests/bench/reader.py) and share the machine's processors with the server.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import dashboard
from data.publish import publish_sample
from data.store import Store
from tests.bench.lines import HEAD, Line, say
from tests.bench.reader import CHOICES, Fault, Reader
from tests.whole.browser.conftest import Server, serving

READERS, EVERY, SECONDS, SOAK = 50, 5.0, 60.0, 300.0
#: Promised: seconds that 95 of 100 changes take at most, megabytes a reader, errors.
WAIT, MEGABYTES, ERRORS = 0.7, 10.0, 0
#: Promised of the collector: the most processor time in seconds for which it stops the server at once.
PAUSE = 0.1
#: How long after one reader the next one comes, as a share of the time between two changes.
APART = 0.1
#: How much memory may still be taken after the first minute of a soak and pass for flat, in megabytes.
FLAT = 20.0
#: Brought in by the server's interpreter before all else: when the collector stopped it, and for how long.
COLLECTOR = """
import gc, os, time
began = 0.0
def note(phase, facts):
    global began
    if phase == "start":
        began = time.thread_time()
    else:
        took = time.thread_time() - began
        with open(os.environ["COLLECTIONS"], "a") as file:
            file.write(f"{time.perf_counter()} {took}\\n")
gc.callbacks.append(note)
"""


@dataclass
class Crowd:
    """What a crowd of readers met: seconds of each change, faults, and megabytes of memory by second.

    Seconds of memory are counted from when all of them are there.
    """

    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    alone: float = 0.0
    complete: float = 0.0
    busy: float = 0.0  # of one processor


def main() -> None:
    """Print what was promised of fifty readers beside what they met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--into", type=Path, help="a folder with a published snapshot")
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        if not options.into:
            publish_sample(Store(Path(scratch)))
        say(measured(options.into or Path(scratch), options.readers, options.seconds))


def measured(folder: Path, readers: int = READERS, seconds: float = SECONDS) -> Iterator[Line]:
    """The lines for so many readers during so many seconds; above a minute also whether memory is flat."""
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "sitecustomize.py").write_text(COLLECTOR)
        collections = Path(scratch) / "collections"
        with serving(folder, PYTHONPATH=scratch, COLLECTIONS=str(collections)) as server:
            met = asyncio.run(crowd(server, readers, seconds))
        pauses = [
            float(pause)
            for at, pause in map(str.split, collections.read_text().splitlines())
            if float(at) >= met.complete
        ]
    what = f"{readers} readers, {seconds:g} s"
    summary = f"median {median(met.waits):.2f} s, {len(met.waits)} changes, server busy {met.busy:.0%} of one processor"
    yield Line(f"{what}: 95 of 100 changes take at most", WAIT, quantiles(met.waits, n=20)[-1], summary, "s")
    yield Line(f"{what}: errors", ERRORS, len(met.faults), "; ".join(met.faults[:3]), "")
    summary = f"{len(pauses)} collections, {sum(pauses) / seconds:.2%} of a processor"
    yield Line(f"{what}: longest stop by the collector", PAUSE, max(pauses, default=0), summary, "s")
    most = max(megabytes for _, megabytes in met.memory)
    each = (most - met.alone) / (readers - 1)
    yield Line(f"{what}: memory a reader", MEGABYTES, each, f"{met.alone:.0f} → {most:.0f} MB", "MB")
    after = [megabytes for second, megabytes in met.memory if second >= 60]
    if after and seconds > 2 * 60:
        # Three of the last and three of the first samples: one alone may meet a run half done.
        more = median(after[-3:]) - median(after[:3])
        course = " → ".join(f"{megabytes:.0f}" for megabytes in after[:: max(len(after) // 6, 1)])
        yield Line(f"{what}: memory taken after the first minute", FLAT, more, f"{course} MB", "MB")


async def crowd(server: Server, readers: int, seconds: float, every: float = EVERY) -> Crowd:
    """Let so many readers come in turn, each on a page, and change the years for so long once all are there."""
    met = Crowd()
    async with AsyncExitStack() as open_ones:
        first = await open_ones.enter_async_context(Reader(server.url))
        met.alone = megabytes_of(server.pid)
        began = time.perf_counter()
        met.complete = complete = began + (readers - 2) * every * APART
        ends, before = complete + seconds, processor_seconds(server.pid)
        watching = asyncio.create_task(_watch(server.pid, met, complete, ends))
        pages = [address for _, _, _, _, address, _ in dashboard.PAGES[1:]]
        others = [
            _sit(server.url, pages[place % len(pages)], place, met, ends, every)
            for place in range(readers - 1)
        ]
        await asyncio.gather(_click(first, random.Random("first"), met, ends, every), *others)
        await watching
        met.busy = (processor_seconds(server.pid) - before) / (ends - began)
    return met


async def _sit(url: str, page: str, place: int, met: Crowd, ends: float, every: float) -> None:
    # They do not all come in at once, nor click at once.
    await asyncio.sleep(place * every * APART)
    try:
        async with Reader(url, page) as reader:
            await _click(reader, random.Random(place), met, ends, every)
    except Exception as error:  # one reader's fault is counted; the others stay
        met.faults.append(f"{page}: {error!r}")


async def _click(reader: Reader, chance: random.Random, met: Crowd, ends: float, every: float) -> None:
    await asyncio.sleep(chance.uniform(0, every))
    while time.perf_counter() < ends:
        try:
            wait = await reader.choose(**chance.choice(CHOICES))
        except Fault as error:
            met.faults.append(str(error))
            return
        met.waits.append(wait)
        await asyncio.sleep(max(every - wait, 0))


async def _watch(pid: int, met: Crowd, complete: float, ends: float) -> None:
    while time.perf_counter() < ends:
        met.memory.append((time.perf_counter() - complete, megabytes_of(pid)))
        await asyncio.sleep(5)


def megabytes_of(pid: int) -> float:
    """The memory of a process that is really in use."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor_seconds(pid: int) -> float:
    """The seconds of processors that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
