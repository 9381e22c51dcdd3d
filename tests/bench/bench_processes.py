"""Two hundred readers on one process and on two, behind nginx: how many changes a second each serves.

Run on request: `python -m tests.bench.bench_processes`. All run at once on this machine, the readers too: what
they and nginx take of its processors is told, since no second process can use what is not there. So is what a
change costs in processor time: where that is equal, more processors serve more readers.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import dashboard
from data.publish import publish_sample
from data.store import Store
from tests.bench.bench_readers import processor_seconds
from tests.bench.lines import HEAD, Line, say
from tests.bench.reader import CHOICES, Reader
from tests.whole.access.front import Front, processes_behind_nginx
from tests.whole.access.wire import PROCESS, USER, cookie_of

READERS, SECONDS, ROUNDS = 200, 30.0, 2
#: A change of each reader every so many seconds: together more than two processes serve.
EVERY = 2.0
#: So many seconds after one reader the next one comes.
COMING = 0.1
#: Promised: how many times the changes of one process two serve, at least.
MORE = 1.8


@dataclass
class Served:
    """What came of one round: changes, faults, seconds of processors, and how the readers were spread."""

    changes: int = 0
    faults: int = 0
    seconds: float = 0.0
    servers: float = 0.0
    readers: float = 0.0
    proxy: float = 0.0
    spread: Counter[str] = field(default_factory=Counter)
    ends: float = 0.0

    def note(self, fault: Exception) -> None:
        """Count a reader's fault, and print it."""
        print(repr(fault))
        self.faults += 1

    @property
    def a_second(self) -> float:
        """Changes a second."""
        return self.changes / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of a processor that a change takes of the servers."""
        return 1000 * self.servers / max(self.changes, 1)

    def __str__(self) -> str:
        shares = (
            f"{name} {seconds / self.seconds:.0%}"
            for name, seconds in (("servers", self.servers), ("readers", self.readers), ("nginx", self.proxy))
        )
        return (
            f"{self.a_second:.1f} changes a second, {self.cost:.0f} ms of a server each, {self.faults} faults; "
            f"of one processor: {', '.join(shares)}; readers: {dict(self.spread)}"
        )


def main() -> None:
    """Print how many times the changes of one process two serve, beside what was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        publish_sample(Store(Path(scratch)))
        say(measured(Path(scratch), options.readers, options.seconds, options.rounds))


def measured(folder: Path, readers: int, seconds: float, rounds: int) -> Iterator[Line]:
    """The lines for so many readers, who change during so many seconds; one and two processes in turns."""
    met: dict[str, list[Served]] = {"a": [], "ab": []}
    for names in list(met) * rounds:
        with (
            tempfile.TemporaryDirectory() as scratch,
            processes_behind_nginx(folder, Path(scratch), names, provided=False) as front,
        ):
            met[names].append(asyncio.run(crowd(front, readers, seconds)))
        print(f"{len(names)} of two processes: {met[names][-1]}", flush=True)
    one, two = (median(served.a_second for served in each) for each in met.values())
    what = f"{readers} readers, {os.cpu_count()} processors"
    measured_as = f"{one:.1f} and {two:.1f} a second"
    yield Line(f"{what}: changes of one process ÷ of two", 1 / MORE, one / max(two, 1e-9), measured_as)
    one, two = (median(served.cost for served in each) for each in met.values())
    measured_as = f"{two:.0f} ÷ {one:.0f} ms of a processor"
    yield Line(f"{what}: cost of a change with two ÷ with one", 1.1, two / one, measured_as)
    faults = sum(served.faults for each in met.values() for served in each)
    yield Line(f"{what}: errors", 0, faults, "", "")


async def crowd(front: Front, readers: int, seconds: float) -> Served:
    """Let so many readers come, and count what they get during so many seconds once all are there."""
    served, all_there = Served(seconds=seconds), asyncio.Barrier(readers + 1)
    sitting = [asyncio.create_task(_sit(front, place, all_there, served)) for place in range(readers)]
    await all_there.wait()
    served.ends = time.perf_counter() + seconds
    before = _processors(front)
    await asyncio.sleep(seconds)
    taken = (after - first for after, first in zip(_processors(front), before, strict=True))
    served.servers, served.proxy, served.readers = taken
    await asyncio.gather(*sitting)
    return served


async def _sit(front: Front, place: int, all_there: asyncio.Barrier, served: Served) -> None:
    chance = random.Random(place)
    async with AsyncExitStack() as sitting:
        reader = Reader(front.url, dashboard.PAGES[place % len(dashboard.PAGES)][4] if place % 12 else "")
        reader.cookies[USER] = cookie_of(front.url, "can-bo", nonce=str(place))
        # They do not all come at once.
        await asyncio.sleep(place * COMING)
        try:
            await sitting.enter_async_context(reader)
            served.spread[reader.cookies[PROCESS]] += 1
        except Exception as error:  # one reader's fault is counted; the others stay
            served.note(error)
        await all_there.wait()
        await asyncio.sleep(chance.uniform(0, EVERY))
        try:
            while time.perf_counter() < served.ends:
                wait = await reader.choose(**chance.choice(CHOICES))
                served.changes += time.perf_counter() < served.ends
                await asyncio.sleep(max(EVERY - wait, 0))
        except Exception as error:  # likewise
            served.note(error)


def _processors(front: Front) -> tuple[float, float, float]:
    """Seconds of processors that servers, nginx and the readers have taken."""
    servers = sum(processor_seconds(server.pid) for server in front.processes.values() if server)
    workers = Path(f"/proc/{front.proxy}/task/{front.proxy}/children").read_text().split()
    return servers, sum(processor_seconds(int(pid)) for pid in workers), time.process_time()


if __name__ == "__main__":
    main()
